package dev.forja.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.forja.array.NdArray;
import dev.forja.array.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Moves elements between the bytes of a file, little endian, and dense arrays. */
final class Elements {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Elements() {}

  /** Fills a dense array with elements of its own type. */
  static void load(MemorySegment from, NdArray to) {
    Storage storage = to.storage();
    int at = to.offset();
    int n = to.count();
    switch (to.dtype()) {
      case F32 -> MemorySegment.copy(from, FLOAT, 0, storage.floats(), at, n);
      case F16, BF16 -> MemorySegment.copy(from, SHORT, 0, storage.shorts(), at, n);
      case I64 -> MemorySegment.copy(from, LONG, 0, storage.longs(), at, n);
      case I32 -> MemorySegment.copy(from, INT, 0, storage.ints(), at, n);
      case I8, U8 -> MemorySegment.copy(from, JAVA_BYTE, 0, storage.bytes(), at, n);
      case BOOL -> {
        boolean[] out = storage.booleans();
        for (int i = 0; i < n; i++) {
          out[at + i] = from.get(JAVA_BYTE, i) != 0;
        }
      }
    }
  }

  /** Fills a dense float32 array from elements of another floating-point type. */
  static void loadConverted(MemorySegment from, SafetensorsType type, NdArray to) {
    float[] out = to.floats();
    int at = to.offset();
    int n = to.count();
    switch (type) {
      case F16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = Float.float16ToFloat(from.get(SHORT, 2L * i));
        }
      }
      case BF16 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = Float.intBitsToFloat(from.get(SHORT, 2L * i) << 16);
        }
      }
      case F64 -> {
        for (int i = 0; i < n; i++) {
          out[at + i] = (float) from.get(DOUBLE, 8L * i);
        }
      }
      default -> throw new IllegalArgumentException(type + " does not convert to F32");
    }
  }

  /** Writes {@code n} elements of a dense array, from the element {@code first} on. */
  static void store(NdArray from, int first, int n, MemorySegment to) {
    Storage storage = from.storage();
    int at = from.offset() + first;
    switch (from.dtype()) {
      case F32 -> MemorySegment.copy(storage.floats(), at, to, FLOAT, 0, n);
      case F16, BF16 -> MemorySegment.copy(storage.shorts(), at, to, SHORT, 0, n);
      case I64 -> MemorySegment.copy(storage.longs(), at, to, LONG, 0, n);
      case I32 -> MemorySegment.copy(storage.ints(), at, to, INT, 0, n);
      case I8, U8 -> MemorySegment.copy(storage.bytes(), at, to, JAVA_BYTE, 0, n);
      case BOOL -> {
        boolean[] in = storage.booleans();
        for (int i = 0; i < n; i++) {
          to.set(JAVA_BYTE, i, (byte) (in[at + i] ? 1 : 0));
        }
      }
    }
  }
}
