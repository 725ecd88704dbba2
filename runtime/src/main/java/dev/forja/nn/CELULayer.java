package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code max(0, x) + min(0, alpha (e^(x / alpha) - 1))}, as {@code torch.nn.CELU}.
 *
 * <p>Source: J. Barron, Continuously Differentiable Exponential Linear Units, <a
 * href="https://arxiv.org/abs/1704.07483">arXiv:1704.07483</a>.
 *
 * <p>Shapes: any, kept.
 */
final class CELULayer {
  private final double alpha;

  /** Creates the layer with PyTorch's defaults. */
  public CELULayer() {
    this(1);
  }

  /** Creates the layer with this alpha. */
  public CELULayer(double alpha) {
    this.alpha = alpha;
  }

  @Forward(invoker = "CELU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.celu(alpha);
  }

  String extraRepr() {
    return "alpha=" + PythonText.of(alpha);
  }
}
