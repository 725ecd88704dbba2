package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;

/**
 * Pads images with the elements from their opposite end, as {@code torch.nn.CircularPad2d}.
 * Negative padding removes places.
 *
 * <p>Shapes: x [.., h, w], y likewise with the paddings of each direction added.
 */
final class CircularPad2dLayer {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;

  /** Creates the layer with the same padding on all sides. */
  public CircularPad2dLayer(int padding) {
    this(padding, padding, padding, padding);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public CircularPad2dLayer(int left, int right, int top, int bottom) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }

  @Forward(invoker = "CircularPad2d")
  @ShapeRule("pad(ranked($0, 3, 4), (left, right, top, bottom))")
  Tensor forward(Tensor input) {
    return SpatialPad.pad(
        "CircularPad2d", input, 2, PaddingMode.CIRCULAR, left, right, top, bottom);
  }

  String extraRepr() {
    return PythonText.tuple(left, right, top, bottom);
  }
}
