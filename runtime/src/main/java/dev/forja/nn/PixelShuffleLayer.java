package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Rearranges channels to pixels, as {@code torch.nn.PixelShuffle}: with the factor f, {@code
 * y[c][i][j] = x[c * f^2 + (i mod f) * f + j mod f][i / f][j / f]}.
 *
 * <p>Shapes: x [.., c * f^2, h, w], y [.., c, h * f, w * f].
 *
 * <p>Source: W. Shi et al., Real-Time Single Image and Video Super-Resolution, <a
 * href="https://arxiv.org/abs/1609.05158">arXiv:1609.05158</a>.
 */
final class PixelShuffleLayer {
  final int upscaleFactor;

  /** Creates the layer with this factor in both directions. */
  public PixelShuffleLayer(int upscaleFactor) {
    this.upscaleFactor = upscaleFactor;
  }

  @Forward(invoker = "PixelShuffle")
  @ShapeRule("pixelShuffle($0, upscaleFactor)")
  Tensor forward(Tensor input) {
    return input.pixelShuffle(upscaleFactor);
  }

  String extraRepr() {
    return "upscale_factor=" + upscaleFactor;
  }
}
