package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;

/**
 * Adds columns of windows at their places in images, as {@code torch.nn.Fold}; the inverse of
 * {@link Unfold} where windows do not overlap.
 *
 * <p>Shapes: x [n, c * kernelHeight * kernelWidth, windows] or without n; y [n, c, h, w] or without
 * n, with the given output size.
 */
final class FoldLayer {
  private final Size3d outputSize;
  private final Size3d kernelSize;
  private final ConvOptions options;

  /**
   * Creates the layer for images of this height and width.
   *
   * @param options stride, padding and dilation of the windows
   */
  public FoldLayer(Size3d outputSize, Size3d kernelSize, ConvOptions options) {
    this.outputSize = outputSize;
    this.kernelSize = kernelSize;
    this.options = options;
  }

  @Forward(invoker = "Fold")
  @ShapeRule(
      "when(atLeast(rank(ranked($0, 2, 3)), 3), [size($0, 0), null, outputSize.height,"
          + " outputSize.width], [null, outputSize.height, outputSize.width])")
  Tensor forward(Tensor input) {
    return input.fold(outputSize, kernelSize, options);
  }

  String extraRepr() {
    return "output_size=%s, %s"
        .formatted(UnfoldLayer.pair(outputSize), UnfoldLayer.windows(kernelSize, options));
  }
}
