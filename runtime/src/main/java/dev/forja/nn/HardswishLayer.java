package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = x * min(max(x + 3, 0), 6) / 6}, as {@code torch.nn.Hardswish}. Shapes: any, kept.
 *
 * <p>Source: A. Howard et al., Searching for MobileNetV3, <a
 * href="https://arxiv.org/abs/1905.02244">arXiv:1905.02244</a>.
 */
final class HardswishLayer {
  public HardswishLayer() {}

  @Forward(invoker = "Hardswish")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.hardswish();
  }
}
