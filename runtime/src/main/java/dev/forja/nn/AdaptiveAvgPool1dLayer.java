package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The means of a given number of windows that cover the sequence evenly, as {@code
 * torch.nn.AdaptiveAvgPool1d}.
 *
 * <p>Shapes: x [n, c, l] or [c, l]; y likewise with the given sizes.
 */
final class AdaptiveAvgPool1dLayer {
  private final int length;

  /** Creates the layer with this output size. */
  public AdaptiveAvgPool1dLayer(int length) {
    AdaptiveSizes.check("AdaptiveAvgPool1d", length);
    this.length = length;
  }

  @Forward(invoker = "AdaptiveAvgPool1d")
  @ShapeRule("resize(ranked($0, 2, 3), -1, length)")
  Tensor forward(Tensor input) {
    return input.adaptiveAvgPool1d(length);
  }

  String extraRepr() {
    return "output_size=" + length;
  }
}
