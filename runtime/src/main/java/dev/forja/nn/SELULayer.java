package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = scale * (max(x, 0) + min(alpha * (e^x - 1), 0))}, as {@code torch.nn.SELU}, with the
 * scale 1.0507 and the alpha 1.6733 that keep mean 0 and variance 1. Shapes: any, kept.
 *
 * <p>Source: G. Klambauer et al., Self-Normalizing Neural Networks, <a
 * href="https://arxiv.org/abs/1706.02515">arXiv:1706.02515</a>.
 */
final class SELULayer {
  public SELULayer() {}

  @Forward(invoker = "SELU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.selu();
  }
}
