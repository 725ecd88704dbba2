package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/** {@code y = min(max(x + 3, 0), 6) / 6}, as {@code torch.nn.Hardsigmoid}. Shapes: any, kept. */
final class HardsigmoidLayer {
  public HardsigmoidLayer() {}

  @Forward(invoker = "Hardsigmoid")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.hardsigmoid();
  }
}
