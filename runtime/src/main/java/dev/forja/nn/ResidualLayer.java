package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;

/**
 * {@code y = x + f(x)}: adds the input of a layer to its output, so that gradients can bypass the
 * layer. The state of the layer has the prefix {@code inner}.
 *
 * <p>Shapes: x any, f(x) of the same shape or one that broadcasts with it, y the shape of their
 * sum.
 */
final class ResidualLayer {
  @SuppressWarnings("forja:StateOpen") // a module, or a function without state
  final TensorFunction inner;

  /** Creates a residual connection around this layer: a module, or any function. */
  @Puts("inner = $0")
  public ResidualLayer(TensorFunction inner) {
    this.inner = inner;
  }

  @Forward(invoker = "Residual")
  @ShapeRule("broadcast($0, chain($0, inner))")
  Tensor forward(Tensor input) {
    return input.add(inner.call(input));
  }
}
