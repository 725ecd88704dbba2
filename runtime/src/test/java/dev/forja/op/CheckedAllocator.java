package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import dev.forja.array.Storage;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Allocates storage full of NaN, in the middle of a larger array, and remembers it. This detects an
 * op that does not write all of its output, ignores an offset, or allocates by itself.
 */
final class CheckedAllocator implements Allocator {
  private static final int PADDING = 3;
  private final Map<Storage, Boolean> given = new IdentityHashMap<>();

  @Override
  public NdArray empty(DType type, int... shape) {
    int count = Shapes.count(shape);
    Storage storage = Storage.allocate(type, count + 2 * PADDING);
    switch (type) {
      case F32 -> Arrays.fill(storage.floats(), Float.NaN);
      case I64 -> Arrays.fill(storage.longs(), Long.MIN_VALUE);
      case I32 -> Arrays.fill(storage.ints(), Integer.MIN_VALUE);
      case F16, BF16 -> Arrays.fill(storage.shorts(), (short) -1);
      case I8, U8 -> Arrays.fill(storage.bytes(), (byte) -1);
      case BOOL -> {}
    }
    given.put(storage, true);
    return NdArray.view(storage, shape.clone(), Shapes.strides(shape), PADDING);
  }

  boolean gave(NdArray array) {
    return given.containsKey(array.storage());
  }
}
