package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.array.Shapes;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The softmax over the channels of each place of an image, as {@code torch.nn.Softmax2d}.
 *
 * <p>Shapes: any, kept.
 */
final class Softmax2dLayer {
  /** Creates the layer. */
  public Softmax2dLayer() {}

  @Forward(invoker = "Softmax2d")
  @ShapeRule("image($0)")
  Tensor forward(Tensor input) {
    if (input.rank() != 3 && input.rank() != 4) {
      throw new IllegalArgumentException(
          "Softmax2d: input %s: expected [n, c, h, w] or [c, h, w]"
              .formatted(Shapes.show(input.shape())));
    }
    return input.softmax(-3);
  }
}
