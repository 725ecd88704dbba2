package dev.forja.nn;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x} where x is above 0, otherwise {@code a x}, as {@code torch.nn.RReLU}: in training,
 * a is drawn for each element from the uniform distribution between lower and upper; in evaluation,
 * it is their mean.
 *
 * <p>Shapes: any, kept.
 *
 * <p>Source: B. Xu et al., Empirical Evaluation of Rectified Activations in Convolutional Network,
 * <a href="https://arxiv.org/abs/1505.00853">arXiv:1505.00853</a>.
 */
final class RReLULayer {
  private final double lower;
  private final double upper;

  /** Creates the layer with slopes between 1 / 8 and 1 / 3. */
  public RReLULayer() {
    this(1 / 8.0, 1 / 3.0);
  }

  /** Creates the layer with slopes between these bounds. */
  public RReLULayer(double lower, double upper) {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "RReLU: slopes from %s to %s: expected the lower bound first".formatted(lower, upper));
    }
    this.lower = lower;
    this.upper = upper;
  }

  @Forward(invoker = "RReLU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input, CallContext context) {
    return context.training()
        ? input.rrelu(lower, upper, context.random())
        : input.leakyRelu((lower + upper) / 2);
  }

  String extraRepr() {
    return "lower=%s, upper=%s".formatted(PythonText.of(lower), PythonText.of(upper));
  }
}
