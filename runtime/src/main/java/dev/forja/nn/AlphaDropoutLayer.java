package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Sets each element with probability p to the value to which SELU saturates, and scales and moves
 * all of them so that mean 0 and variance 1 are kept, as {@code torch.nn.AlphaDropout}. In
 * evaluation mode it returns its input.
 *
 * <p>Shapes: any, kept.
 *
 * <p>Source: G. Klambauer et al., Self-Normalizing Neural Networks, <a
 * href="https://arxiv.org/abs/1706.02515">arXiv:1706.02515</a>.
 */
final class AlphaDropoutLayer {
  final double p;

  /** Creates the layer with probability 0.5. */
  public AlphaDropoutLayer() {
    this(0.5);
  }

  /** Creates the layer with probability {@code p}, from 0 to 1. */
  public AlphaDropoutLayer(double p) {
    this.p = Probability.check("AlphaDropout", p);
  }

  @Forward(invoker = "AlphaDropout")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input, CallContext context) {
    return context.training() && p > 0 ? input.alphaDropout(p, context.random()) : input;
  }

  String extraRepr() {
    return "p=%s, inplace=False".formatted(PythonText.of(p));
  }
}
