package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * x moved towards 0 by lambda, and 0 where it would change its sign, as {@code
 * torch.nn.Softshrink}.
 *
 * <p>Shapes: any, kept.
 */
final class SoftshrinkLayer {
  private final double lambda;

  /** Creates the layer with PyTorch's defaults. */
  public SoftshrinkLayer() {
    this(0.5);
  }

  /** Creates the layer with this lambda. */
  public SoftshrinkLayer(double lambda) {
    this.lambda = lambda;
  }

  @Forward(invoker = "Softshrink")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.softshrink(lambda);
  }

  String extraRepr() {
    return PythonText.of(lambda);
  }
}
