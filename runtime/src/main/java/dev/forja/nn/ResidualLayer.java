package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * {@code y = x + f(x)}: adds what a layer gives to what it was given, so that gradients have a way
 * around it. The state of the layer stands under {@code inner}.
 *
 * <p>Shapes: x any, f(x) as x or broadcast with it, y as their sum.
 */
final class ResidualLayer {
  @SuppressWarnings("forja:StateOpen") // a module, or a function without state
  final UnaryOperator<Tensor> inner;

  /** Around this layer: a module, or any function. */
  @Puts("inner = $0")
  public ResidualLayer(UnaryOperator<Tensor> inner) {
    this.inner = inner;
  }

  @Forward(invoker = "Residual")
  @ShapeRule("broadcast($0, chain($0, inner))")
  Tensor forward(Tensor input) {
    return input.add(inner.apply(input));
  }
}
