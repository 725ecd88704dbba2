package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PaddingMode;
import dev.forja.tensor.Tensor;

/**
 * Pads volumes with their first and last elements, repeated, as {@code torch.nn.ReplicationPad3d}.
 * Negative padding removes places.
 *
 * <p>Shapes: x [.., d, h, w], y likewise with the paddings of each direction added.
 */
final class ReplicationPad3dLayer {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;
  private final int front;
  private final int back;

  /** Creates the layer with the same padding on all sides. */
  public ReplicationPad3dLayer(int padding) {
    this(padding, padding, padding, padding, padding, padding);
  }

  /** Creates the layer with paddings in PyTorch's order. */
  public ReplicationPad3dLayer(int left, int right, int top, int bottom, int front, int back) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
    this.front = front;
    this.back = back;
  }

  @Forward(invoker = "ReplicationPad3d")
  @ShapeRule("pad(ranked($0, 4, 5), (left, right, top, bottom, front, back))")
  Tensor forward(Tensor input) {
    return SpatialPad.pad(
        "ReplicationPad3d", input, 3, PaddingMode.REPLICATE, left, right, top, bottom, front, back);
  }

  String extraRepr() {
    return PythonText.tuple(left, right, top, bottom, front, back);
  }
}
