package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;

/**
 * Pads sequences with themselves, mirrored at their first and last elements, which are not
 * repeated, as {@code torch.nn.ReflectionPad1d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., l], y likewise with the paddings of each direction added.
 */
final class ReflectionPad1dLayer {
  private final int left;
  private final int right;

  /** Creates the layer with the same padding on all sides. */
  public ReflectionPad1dLayer(int padding) {
    this(padding, padding);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ReflectionPad1dLayer(int left, int right) {
    this.left = left;
    this.right = right;
  }

  @Forward(invoker = "ReflectionPad1d")
  @ShapeRule("pad(ranked($0, 2, 3), (left, right))")
  Tensor forward(Tensor input) {
    return SpatialPad.pad("ReflectionPad1d", input, 1, PaddingMode.REFLECT, left, right);
  }

  String extraRepr() {
    return PythonText.tuple(left, right);
  }
}
