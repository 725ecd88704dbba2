package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Pads sequences with zeros, as {@code torch.nn.ZeroPad1d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., l], y likewise with the paddings of each direction added.
 */
final class ZeroPad1dLayer {
  private final int left;
  private final int right;

  /** Creates the layer with the same padding on all sides. */
  public ZeroPad1dLayer(int padding) {
    this(padding, padding);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ZeroPad1dLayer(int left, int right) {
    this.left = left;
    this.right = right;
  }

  @Forward(invoker = "ZeroPad1d")
  @ShapeRule("pad($0, (left, right))")
  Tensor forward(Tensor input) {
    return input.pad(new int[] {left, right}, 0);
  }

  String extraRepr() {
    return PythonText.tuple(left, right);
  }
}
