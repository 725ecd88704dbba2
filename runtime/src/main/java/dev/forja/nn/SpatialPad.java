package dev.forja.nn;

import dev.forja.array.Shapes;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;

/** Pads the last dimensions of sequences, images and volumes with their own elements. */
final class SpatialPad {
  private SpatialPad() {}

  /**
   * Pads [n, c, ..] or [c, ..].
   *
   * @param dims the number of dimensions after the channels
   * @throws IllegalArgumentException if there is another number of them, or too few elements
   */
  static Tensor pad(String layer, Tensor input, int dims, PaddingMode mode, int... padding) {
    if (input.rank() != dims + 1 && input.rank() != dims + 2) {
      throw new IllegalArgumentException(
          "%s: input %s: expected %d dimensions, or %d without a batch"
              .formatted(layer, Shapes.show(input.shape()), dims + 2, dims + 1));
    }
    return input.pad(padding, mode);
  }
}
