package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Zeroes each channel of volumes with probability p and divides the others by {@code 1 - p}, as
 * {@code torch.nn.Dropout3d}. In evaluation mode it returns its input.
 *
 * <p>Shapes: [n, c, d, h, w] or [c, d, h, w], kept.
 *
 * <p>Source: J. Tompson et al., Efficient Object Localization Using Convolutional Networks, <a
 * href="https://arxiv.org/abs/1411.4280">arXiv:1411.4280</a>.
 */
final class Dropout3dLayer {
  final double p;

  /** Creates the layer with probability 0.5. */
  public Dropout3dLayer() {
    this(0.5);
  }

  /** Creates the layer with probability {@code p}, from 0 to 1. */
  public Dropout3dLayer(double p) {
    this.p = Probability.check("Dropout3d", p);
  }

  @Forward(invoker = "Dropout3d")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input, CallContext context) {
    return context.training() && p > 0 ? input.featureDropout(p, 3, context.random()) : input;
  }

  String extraRepr() {
    return "p=%s, inplace=False".formatted(PythonText.of(p));
  }
}
