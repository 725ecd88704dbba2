package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x / (1 + e^-x)}, as {@code torch.nn.SiLU}, also called swish. Shapes: any, kept.
 *
 * <p>Source: S. Elfwing et al., Sigmoid-Weighted Linear Units for Neural Network Function
 * Approximation, <a href="https://arxiv.org/abs/1702.03118">arXiv:1702.03118</a>.
 */
final class SiLULayer {
  public SiLULayer() {}

  @Forward(invoker = "SiLU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.silu();
  }
}
