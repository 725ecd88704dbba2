package dev.forja.tensor;

import dev.forja.array.Shapes;

/** The values that padding puts around a tensor, by PyTorch's names. Immutable. */
public enum PaddingMode {
  /** Zeros. */
  ZEROS,
  /** The tensor mirrored at its first and last element, which are not repeated. */
  REFLECT,
  /** The first and the last element, again and again. */
  REPLICATE,
  /** The tensor from its other end on. */
  CIRCULAR;

  /** The places of a dimension of {@code size} that stand in the padded one. */
  Tensor places(int size, int before, int behind, int[] shape) {
    int widest = Math.max(before, behind);
    int most = this == REFLECT ? size - 1 : this == CIRCULAR ? size : Integer.MAX_VALUE;
    if (size == 0 || widest > most || size + before + behind < 0) {
      throw new IllegalArgumentException(
          "pad: %s by %d and %d in mode %s: %s"
              .formatted(
                  Shapes.show(shape),
                  before,
                  behind,
                  this,
                  size == 0
                      ? "there is nothing to take elements from"
                      : "a dimension of %d takes %d at most".formatted(size, most)));
    }
    long[] places = new long[size + before + behind];
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
