package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * {@code x - tanh(x)}, as {@code torch.nn.Tanhshrink}.
 *
 * <p>Shapes: any, kept.
 */
final class TanhshrinkLayer {
  /** Creates the layer. */
  public TanhshrinkLayer() {}

  @Forward(invoker = "Tanhshrink")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input.tanhshrink();
  }
}
