package dev.forja.array;

import java.util.Arrays;

/**
 * Where operations get the storage of their outputs. What it gives out may hold anything: whoever
 * asks writes every element, or asks for {@link #zeros}.
 */
public interface Allocator {
  /** Gives out fresh, zeroed Java arrays. */
  Allocator HEAP =
      (type, shape) -> NdArray.dense(Storage.allocate(type, Shapes.count(shape)), shape);

  /** A dense array whose contents are not defined. */
  NdArray empty(DType type, int... shape);

  /** A dense float32 array whose contents are not defined. */
  default NdArray floats(int... shape) {
    return empty(DType.F32, shape);
  }

  /** A dense float32 array of zeros. */
  default NdArray zeros(int... shape) {
    NdArray array = floats(shape);
    if (this != HEAP) {
      int from = array.offset();
      Arrays.fill(array.floats(), from, from + array.count(), 0f);
    }
    return array;
  }
}
