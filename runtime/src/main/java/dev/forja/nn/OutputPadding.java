package dev.forja.nn;

import dev.forja.tensor.ConvTransposeOptions;
import dev.forja.tensor.Size3d;

/** The padding that gives a transposed convolution an output of a wanted size. */
final class OutputPadding {
  private OutputPadding() {}

  /**
   * The padding of one axis: 0 for the depth, 1 for the height, 2 for the width.
   *
   * @throws IllegalArgumentException if no padding gives that size
   */
  static int of(
      String layer, int in, int axis, int wanted, Size3d kernel, ConvTransposeOptions options) {
    int stride = at(options.stride(), axis);
    long least =
        (in - 1L) * stride
            - 2L * at(options.padding(), axis)
            + at(options.dilation(), axis) * (at(kernel, axis) - 1L)
            + 1;
    if (wanted < least || wanted >= least + stride) {
      throw new IllegalArgumentException(
          "%s: an output of size %d from an input of %d: expected a size from %d to %d"
              .formatted(layer, wanted, in, least, least + stride - 1));
    }
    return (int) (wanted - least);
  }

  private static int at(Size3d size, int axis) {
    return axis == 0 ? size.depth() : axis == 1 ? size.height() : size.width();
  }
}
