package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.tensor.Tensor;

/** {@code y = 1 / (1 + e^-x)}, as {@code torch.nn.Sigmoid}. Shapes: any, kept. */
final class SigmoidLayer {
  public SigmoidLayer() {}

  @Forward(invoker = "Sigmoid")
  Tensor forward(Tensor input) {
    return input.sigmoid();
  }
}
