package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;

/** Checks of integer indices into a dimension. */
final class Indices {
  private Indices() {}

  /** Converts the elements of an int64 array to indices below {@code size}. */
  static int[] places(Op op, NdArray indices, int size, Allocator allocator) {
    NdArray dense = indices.contiguous(allocator);
    int[] places = new int[dense.count()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(op, dense.storage().longs()[dense.offset() + i], size);
    }
    return places;
  }

  /** Converts an index to an int below {@code size}. */
  static int place(Op op, long index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "%s: index %d is out of range for a dimension of size %d"
              .formatted(op.name(), index, size));
    }
    return (int) index;
  }
}
