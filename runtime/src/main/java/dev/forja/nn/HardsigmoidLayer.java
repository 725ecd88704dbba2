package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.tensor.Tensor;

/** {@code y = min(max(x + 3, 0), 6) / 6}, as {@code torch.nn.Hardsigmoid}. Shapes: any, kept. */
final class HardsigmoidLayer {
  public HardsigmoidLayer() {}

  @Forward(invoker = "Hardsigmoid")
  Tensor forward(Tensor input) {
    return input.hardsigmoid();
  }
}
