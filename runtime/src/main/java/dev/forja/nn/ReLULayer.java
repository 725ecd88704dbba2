package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = max(x, 0)}, as {@code torch.nn.ReLU}. The gradient at 0 is 0. Shapes: any, kept.
 *
 * <p>Source: V. Nair and G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines,
 * ICML 2010.
 */
final class ReLULayer {
  public ReLULayer() {}

  @Forward(invoker = "ReLU")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.relu();
  }
}
