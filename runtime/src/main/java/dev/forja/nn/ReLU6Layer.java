package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = min(max(x, 0), 6)}, as {@code torch.nn.ReLU6}. Shapes: any, kept.
 *
 * <p>Source: A. Krizhevsky, Convolutional Deep Belief Networks on CIFAR-10, 2010.
 */
final class ReLU6Layer {
  public ReLU6Layer() {}

  @Forward(invoker = "ReLU6")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.relu6();
  }
}
