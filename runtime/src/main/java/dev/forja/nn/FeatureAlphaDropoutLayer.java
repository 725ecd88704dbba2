package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Sets each channel with probability p to the value to which SELU saturates, and scales and moves
 * all elements so that mean 0 and variance 1 are kept, as {@code torch.nn.FeatureAlphaDropout}. In
 * evaluation mode it returns its input.
 *
 * <p>Shapes: [n, c, ..], kept.
 *
 * <p>Source: G. Klambauer et al., Self-Normalizing Neural Networks, <a
 * href="https://arxiv.org/abs/1706.02515">arXiv:1706.02515</a>.
 */
final class FeatureAlphaDropoutLayer {
  final double p;

  /** Creates the layer with probability 0.5. */
  public FeatureAlphaDropoutLayer() {
    this(0.5);
  }

  /** Creates the layer with probability {@code p}, from 0 to 1. */
  public FeatureAlphaDropoutLayer(double p) {
    this.p = Probability.check("FeatureAlphaDropout", p);
  }

  @Forward(invoker = "FeatureAlphaDropout")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input, CallContext context) {
    return context.training() && p > 0 ? input.featureAlphaDropout(p, context.random()) : input;
  }

  String extraRepr() {
    return "p=%s, inplace=False".formatted(PythonText.of(p));
  }
}
