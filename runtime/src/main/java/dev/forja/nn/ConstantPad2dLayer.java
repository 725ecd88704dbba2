package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Pads images with a value, as {@code torch.nn.ConstantPad2d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., h, w], y likewise with the paddings of each direction added.
 */
final class ConstantPad2dLayer {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;
  private final double value;

  /** Creates the layer with the same padding on all sides. */
  public ConstantPad2dLayer(int padding, double value) {
    this(padding, padding, padding, padding, value);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ConstantPad2dLayer(int left, int right, int top, int bottom, double value) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
    this.value = value;
  }

  @Forward(invoker = "ConstantPad2d")
  @ShapeRule("pad($0, (left, right, top, bottom))")
  Tensor forward(Tensor input) {
    return input.pad(new int[] {left, right, top, bottom}, value);
  }

  String extraRepr() {
    return "padding="
        + PythonText.tuple(left, right, top, bottom)
        + ", value="
        + PythonText.of(value);
  }
}
