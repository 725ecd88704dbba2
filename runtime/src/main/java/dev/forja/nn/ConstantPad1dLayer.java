package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Pads sequences with a value, as {@code torch.nn.ConstantPad1d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., l], y likewise with the paddings of each direction added.
 */
final class ConstantPad1dLayer {
  private final int left;
  private final int right;
  private final double value;

  /** Creates the layer with the same padding on all sides. */
  public ConstantPad1dLayer(int padding, double value) {
    this(padding, padding, value);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ConstantPad1dLayer(int left, int right, double value) {
    this.left = left;
    this.right = right;
    this.value = value;
  }

  @Forward(invoker = "ConstantPad1d")
  @ShapeRule("pad($0, (left, right))")
  Tensor forward(Tensor input) {
    return input.pad(new int[] {left, right}, value);
  }

  String extraRepr() {
    return "padding=" + PythonText.tuple(left, right) + ", value=" + PythonText.of(value);
  }
}
