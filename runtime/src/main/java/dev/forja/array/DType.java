package dev.forja.array;

/** The type of an array's elements, and of the Java array that stores them. Immutable. */
public enum DType {
  /** 32-bit float in a {@code float[]}; the only floating-point type for computation. */
  F32(4),
  /** IEEE half precision in a {@code short[]}; only for storage. */
  F16(2),
  /** bfloat16, the upper half of a float32, in a {@code short[]}; only for storage. */
  BF16(2),
  /** 64-bit integer in a {@code long[]}, for example for ids and classes. */
  I64(8),
  /** 32-bit integer in an {@code int[]}. */
  I32(4),
  /** 8-bit integer in a {@code byte[]}. */
  I8(1),
  /** Unsigned 8-bit integer in a {@code byte[]}, for example for pixels. */
  U8(1),
  /** Truth value in a {@code boolean[]}, for example for masks. */
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** The size of one element in a file. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are floating-point numbers. */
  public boolean isFloat() {
    return this == F32 || this == F16 || this == BF16;
  }

  /** A new Java array of this type, zeroed. */
  Object allocate(int length) {
    return switch (this) {
      case F32 -> new float[length];
      case F16, BF16 -> new short[length];
      case I64 -> new long[length];
      case I32 -> new int[length];
      case I8, U8 -> new byte[length];
      case BOOL -> new boolean[length];
    };
  }

  /** The number of elements of a Java array of this type. */
  int length(Object array) {
    return switch (this) {
      case F32 -> ((float[]) array).length;
      case F16, BF16 -> ((short[]) array).length;
      case I64 -> ((long[]) array).length;
      case I32 -> ((int[]) array).length;
      case I8, U8 -> ((byte[]) array).length;
      case BOOL -> ((boolean[]) array).length;
    };
  }
}
