package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/** {@code y = x}, as {@code torch.nn.Identity}: a placeholder for another layer, or for a hook. */
final class IdentityLayer {
  public IdentityLayer() {}

  @Forward(invoker = "Identity")
  @ShapeRule("same($0)")
  Tensor forward(Tensor input) {
    return input;
  }
}
