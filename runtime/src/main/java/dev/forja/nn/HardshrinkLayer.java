package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * x where it is above lambda or below minus lambda, otherwise 0, as {@code torch.nn.Hardshrink}.
 *
 * <p>Shapes: any, kept.
 */
final class HardshrinkLayer {
  private final double lambda;

  /** Creates the layer with PyTorch's defaults. */
  public HardshrinkLayer() {
    this(0.5);
  }

  /** Creates the layer with this lambda. */
  public HardshrinkLayer(double lambda) {
    this.lambda = lambda;
  }

  @Forward(invoker = "Hardshrink")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.hardshrink(lambda);
  }

  String extraRepr() {
    return PythonText.of(lambda);
  }
}
