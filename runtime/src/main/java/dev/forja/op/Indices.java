package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.NdArray;

/** Integer indices into a dimension, checked. */
final class Indices {
  private Indices() {}

  /** The elements of an int64 array as places below {@code size}. */
  static int[] places(Op op, NdArray indices, int size, Allocator allocator) {
    NdArray dense = indices.contiguous(allocator);
    int[] places = new int[dense.count()];
    for (int i = 0; i < places.length; i++) {
      places[i] = place(op, dense.storage().longs()[dense.offset() + i], size);
    }
    return places;
  }

  /** The index as a place below {@code size}. */
  static int place(Op op, long index, int size) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "%s: index %d of a dimension of size %d".formatted(op.name(), index, size));
    }
    return (int) index;
  }
}
