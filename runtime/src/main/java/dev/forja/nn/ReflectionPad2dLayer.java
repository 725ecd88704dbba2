package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;

/**
 * Pads images with themselves, mirrored at their first and last elements, which are not repeated,
 * as {@code torch.nn.ReflectionPad2d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., h, w], y likewise with the paddings of each direction added.
 */
final class ReflectionPad2dLayer {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;

  /** Creates the layer with the same padding on all sides. */
  public ReflectionPad2dLayer(int padding) {
    this(padding, padding, padding, padding);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ReflectionPad2dLayer(int left, int right, int top, int bottom) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }

  @Forward(invoker = "ReflectionPad2d")
  @ShapeRule("pad(ranked($0, 3, 4), (left, right, top, bottom))")
  Tensor forward(Tensor input) {
    return SpatialPad.pad(
        "ReflectionPad2d", input, 2, PaddingMode.REFLECT, left, right, top, bottom);
  }

  String extraRepr() {
    return PythonText.tuple(left, right, top, bottom);
  }
}
