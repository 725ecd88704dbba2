package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Pads images with zeros, as {@code torch.nn.ZeroPad2d}. Negative padding removes places.
 *
 * <p>Shapes: x [.., h, w], y [.., top + h + bottom, left + w + right].
 */
final class ZeroPad2dLayer {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;

  /** Creates the layer with the same padding on all sides. */
  public ZeroPad2dLayer(int padding) {
    this(padding, padding, padding, padding);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ZeroPad2dLayer(int left, int right, int top, int bottom) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }

  @Forward(invoker = "ZeroPad2d")
  @ShapeRule("pad($0, (left, right, top, bottom))")
  Tensor forward(Tensor input) {
    return input.zeroPad2d(left, right, top, bottom);
  }

  String extraRepr() {
    return PythonText.tuple(left, right, top, bottom);
  }
}
