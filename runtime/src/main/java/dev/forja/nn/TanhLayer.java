package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/** {@code y = tanh(x)}, as {@code torch.nn.Tanh}. Shapes: any, kept. */
final class TanhLayer {
  public TanhLayer() {}

  @Forward(invoker = "Tanh")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.tanh();
  }
}
