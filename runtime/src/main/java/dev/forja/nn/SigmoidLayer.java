package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/** {@code y = 1 / (1 + e^-x)}, as {@code torch.nn.Sigmoid}. Shapes: any, kept. */
final class SigmoidLayer {
  public SigmoidLayer() {}

  @Forward(invoker = "Sigmoid")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.sigmoid();
  }
}
