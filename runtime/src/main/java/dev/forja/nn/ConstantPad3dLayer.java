package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Pads volumes with a value, as {@code torch.nn.ConstantPad3d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., d, h, w], y likewise with the paddings of each direction added.
 */
final class ConstantPad3dLayer {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;
  private final int front;
  private final int back;
  private final double value;

  /** Creates the layer with the same padding on all sides. */
  public ConstantPad3dLayer(int padding, double value) {
    this(padding, padding, padding, padding, padding, padding, value);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ConstantPad3dLayer(
      int left, int right, int top, int bottom, int front, int back, double value) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
    this.front = front;
    this.back = back;
    this.value = value;
  }

  @Forward(invoker = "ConstantPad3d")
  @ShapeRule("pad($0, (left, right, top, bottom, front, back))")
  Tensor forward(Tensor input) {
    return input.pad(new int[] {left, right, top, bottom, front, back}, value);
  }

  String extraRepr() {
    return "padding="
        + PythonText.tuple(left, right, top, bottom, front, back)
        + ", value="
        + PythonText.of(value);
  }
}
