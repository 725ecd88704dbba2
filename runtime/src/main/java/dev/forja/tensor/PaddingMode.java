package dev.forja.tensor;

import dev.forja.array.Shapes;

/** The kind of values that a tensor is padded with, under PyTorch's names. Immutable. */
public enum PaddingMode {
  /** Zeros. */
  ZEROS,
  /** The tensor mirrored at its first and last element, which are not repeated. */
  REFLECT,
  /** The first and the last element, repeated. */
  REPLICATE,
  /** The elements from the opposite end of the tensor. */
  CIRCULAR;

  /**
   * For each place of the padded dimension, the place of the original dimension of {@code size} to
   * copy.
   */
  Tensor places(int size, int before, int behind, int[] shape) {
    int widest = Math.max(before, behind);
    int most = this == REFLECT ? size - 1 : this == CIRCULAR ? size : Integer.MAX_VALUE;
    long padded = (long) size + before + behind;
    if (size == 0 || widest > most || padded < 0) {
      String problem = "a dimension of size %d can be padded by at most %d".formatted(size, most);
      if (size == 0) {
        problem = "the dimension is empty, so there are no elements to pad with";
      } else if (padded < 0) {
        problem = "this cuts off more than the %d there are".formatted(size);
      }
      throw new IllegalArgumentException(
          "pad: %s by %d and %d in mode %s: %s"
              .formatted(Shapes.show(shape), before, behind, this, problem));
    }
    long[] places = new long[Shapes.count(Shapes.size("pad", padded))];
    for (int i = 0; i < places.length; i++) {
      int place = i - before;
      places[i] =
          switch (this) {
            case REFLECT -> place < 0 ? -place : place >= size ? 2 * (size - 1) - place : place;
            case CIRCULAR -> Math.floorMod(place, size);
            case ZEROS, REPLICATE -> Math.clamp(place, 0, size - 1);
          };
    }
    return Tensor.ofLongs(places);
  }
}
