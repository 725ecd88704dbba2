package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x * tanh(log(1 + e^x))}, as {@code torch.nn.Mish}. Shapes: any, kept.
 *
 * <p>Source: D. Misra, Mish: A Self Regularized Non-Monotonic Activation Function, <a
 * href="https://arxiv.org/abs/1908.08681">arXiv:1908.08681</a>.
 */
final class MishLayer {
  public MishLayer() {}

  @Forward(invoker = "Mish")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.mish();
  }
}
