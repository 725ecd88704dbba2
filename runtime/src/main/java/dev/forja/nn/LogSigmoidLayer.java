package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code y = log(1 / (1 + e^-x)) = -softplus(-x)}, as {@code torch.nn.LogSigmoid}. Shapes: any,
 * kept.
 */
final class LogSigmoidLayer {
  /** Creates the layer. */
  public LogSigmoidLayer() {}

  @Forward(invoker = "LogSigmoid")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.neg().softplus().neg();
  }
}
