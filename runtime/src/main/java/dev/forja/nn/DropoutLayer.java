package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Zeroes each element with probability p and divides the others by {@code 1 - p}, as {@code
 * torch.nn.Dropout}; in evaluation mode it returns its input. Shapes: any, kept.
 *
 * <p>Source: G. Hinton et al., Improving neural networks by preventing co-adaptation of feature
 * detectors, <a href="https://arxiv.org/abs/1207.0580">arXiv:1207.0580</a>.
 */
final class DropoutLayer {
  final double p;

  /** Creates the layer with probability 0.5. */
  public DropoutLayer() {
    this(0.5);
  }

  /** Creates the layer with probability {@code p}, from 0 to 1. */
  public DropoutLayer(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "Dropout: p is %s, but must be a probability, from 0 to 1".formatted(p));
    }
    this.p = p;
  }

  @Forward(invoker = "Dropout")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input, CallContext context) {
    if (!context.training() || p == 0) {
      return input;
    }
    return input.dropout(p, context.random());
  }

  String extraRepr() {
    return "p=%s, inplace=False".formatted(p);
  }
}
