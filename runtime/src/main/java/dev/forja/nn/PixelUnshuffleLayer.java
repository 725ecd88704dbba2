package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Rearranges pixels to channels, as {@code torch.nn.PixelUnshuffle}: the inverse of {@link
 * PixelShuffle}.
 *
 * <p>Shapes: x [.., c, h * f, w * f], y [.., c * f^2, h, w].
 *
 * <p>Source: W. Shi et al., Real-Time Single Image and Video Super-Resolution, <a
 * href="https://arxiv.org/abs/1609.05158">arXiv:1609.05158</a>.
 */
final class PixelUnshuffleLayer {
  final int downscaleFactor;

  /** Creates the layer with this factor in both directions. */
  public PixelUnshuffleLayer(int downscaleFactor) {
    this.downscaleFactor = downscaleFactor;
  }

  @Forward(invoker = "PixelUnshuffle")
  @ShapeRule(
      "resize(resize(resize(ranked($0, 3, 99), -3, size($0, -3) * downscaleFactor *"
          + " downscaleFactor), -2, size($0, -2) / downscaleFactor), -1, size($0, -1) /"
          + " downscaleFactor)")
  Tensor forward(Tensor input) {
    return input.pixelUnshuffle(downscaleFactor);
  }

  String extraRepr() {
    return "downscale_factor=" + downscaleFactor;
  }
}
