package dev.forja.array;

import java.util.Arrays;

/**
 * Provides the storage of the outputs of operations. The contents of a new array are undefined, so
 * the caller writes every element, or uses {@link #zeros}. Any thread may use {@link #HEAP}; that
 * of a workspace is for the thread of the workspace.
 */
public interface Allocator {
  /** Allocates new, zeroed Java arrays. */
  Allocator HEAP =
      (type, shape) -> NdArray.dense(Storage.allocate(type, Shapes.count(shape)), shape);

  /** A dense array whose contents are undefined. */
  NdArray empty(DType type, int... shape);

  /** A dense float32 array whose contents are undefined. */
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
