package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;

/**
 * Pads volumes with themselves, mirrored at their first and last elements, which are not repeated,
 * as {@code torch.nn.ReflectionPad3d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., d, h, w], y likewise with the paddings of each direction added.
 */
final class ReflectionPad3dLayer {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;
  private final int front;
  private final int back;

  /** Creates the layer with the same padding on all sides. */
  public ReflectionPad3dLayer(int padding) {
    this(padding, padding, padding, padding, padding, padding);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ReflectionPad3dLayer(int left, int right, int top, int bottom, int front, int back) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
    this.front = front;
    this.back = back;
  }

  @Forward(invoker = "ReflectionPad3d")
  @ShapeRule("pad(ranked($0, 4, 5), (left, right, top, bottom, front, back))")
  Tensor forward(Tensor input) {
    return SpatialPad.pad(
        "ReflectionPad3d", input, 3, PaddingMode.REFLECT, left, right, top, bottom, front, back);
  }

  String extraRepr() {
    return PythonText.tuple(left, right, top, bottom, front, back);
  }
}
