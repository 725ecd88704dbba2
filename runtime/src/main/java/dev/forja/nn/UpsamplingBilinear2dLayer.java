package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Resizes images by linear interpolation with aligned corners, as {@code
 * torch.nn.UpsamplingBilinear2d}.
 *
 * <p>Shapes: x [n, c, h, w], y [n, c, ..] with the given size, or those of x times the factor,
 * rounded down.
 */
final class UpsamplingBilinear2dLayer {
  private final UpsampleOptions options;

  /** Creates the layer with this factor in both directions. */
  public UpsamplingBilinear2dLayer(double scaleFactor) {
    this.options =
        UpsampleOptions.by(scaleFactor).withMode(UpsampleMode.BILINEAR).withAlignCorners(true);
  }

  /** Creates the layer with this output size. */
  public UpsamplingBilinear2dLayer(int height, int width) {
    this.options =
        UpsampleOptions.toSize(height, width)
            .withMode(UpsampleMode.BILINEAR)
            .withAlignCorners(true);
  }

  @Forward(invoker = "UpsamplingBilinear2d")
  @ShapeRule("resize(resize(unsized(ranked($0, 4, 4)), 0, size($0, 0)), 1, size($0, 1))")
  Tensor forward(Tensor input) {
    return new UpsampleLayer(options).forward(input);
  }

  String extraRepr() {
    return new UpsampleLayer(options).extraRepr();
  }
}
