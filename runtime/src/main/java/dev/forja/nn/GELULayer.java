package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x * (1 + erf(x / sqrt(2))) / 2}, as {@code torch.nn.GELU}; or its approximation {@code
 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x^3))) / 2}. Shapes: any, kept.
 *
 * <p>Source: D. Hendrycks and K. Gimpel, Gaussian Error Linear Units, <a
 * href="https://arxiv.org/abs/1606.08415">arXiv:1606.08415</a>.
 */
final class GELULayer {
  final GELUApproximation approximate;

  /** Creates the layer with the exact function. */
  public GELULayer() {
    this(GELUApproximation.NONE);
  }

  /** Creates the layer with the exact function or its approximation. */
  public GELULayer(GELUApproximation approximate) {
    this.approximate = approximate;
  }

  @Forward(invoker = "GELU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return switch (approximate) {
      case NONE -> input.gelu();
      case TANH -> input.geluTanh();
    };
  }

  String extraRepr() {
    return "approximate='%s'".formatted(approximate == GELUApproximation.TANH ? "tanh" : "none");
  }
}
