package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.AdaptiveAvgPool2dOp;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The means of a given number of windows that cover the image evenly, as {@code
 * torch.nn.AdaptiveAvgPool2d}: output i of m averages the inputs from {@code i * size / m} on to
 * {@code (i + 1) * size / m}, rounded up.
 *
 * <p>Shapes: x [n, c, h, w] or [c, h, w]; y [n, c, height, width] or [c, height, width].
 */
final class AdaptiveAvgPool2dLayer {
  private final @Nullable Integer height;
  private final @Nullable Integer width;

  /** Creates the layer with as many rows as columns; 1 gives the mean of the whole image. */
  @Puts({"height = $0", "width = $0"})
  public AdaptiveAvgPool2dLayer(int outputSize) {
    this(outputSize, outputSize);
  }

  /** Creates the layer with these numbers of rows and columns; null for that of the input. */
  @Puts({"height = $0", "width = $1"})
  public AdaptiveAvgPool2dLayer(@Nullable Integer height, @Nullable Integer width) {
    AdaptiveSizes.check("AdaptiveAvgPool2d", height, width);
    this.height = height;
    this.width = width;
  }

  @Forward(invoker = "AdaptiveAvgPool2d")
  @ShapeRule(
      "resample(image($0), (when(height, height, size($0, -2)), when(width, width, size($0, -1))))")
  Tensor forward(Tensor input) {
    return Tensor.apply(
        new AdaptiveAvgPool2dOp(
            height == null ? AdaptiveAvgPool2dOp.KEEP : height,
            width == null ? AdaptiveAvgPool2dOp.KEEP : width),
        input);
  }

  String extraRepr() {
    return "output_size=" + AdaptiveSizes.text(height, width);
  }
}
