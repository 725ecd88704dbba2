package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x} where x is above 0, otherwise {@code alpha * (e^x - 1)}, as {@code torch.nn.ELU}.
 * Shapes: any, kept.
 *
 * <p>Source: D. Clevert et al., Fast and Accurate Deep Network Learning by Exponential Linear
 * Units, <a href="https://arxiv.org/abs/1511.07289">arXiv:1511.07289</a>.
 */
final class ELULayer {
  final double alpha;

  /** Creates the layer with PyTorch's default: alpha 1.0. */
  public ELULayer() {
    this(1.0);
  }

  /**
   * Creates the layer with a given value.
   *
   * @param alpha the negated limit for negative inputs
   */
  public ELULayer(double alpha) {
    this.alpha = alpha;
  }

  @Forward(invoker = "ELU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.elu(alpha);
  }

  String extraRepr() {
    return "alpha=" + PythonText.of(alpha);
  }
}
