package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * Joins the dimensions from {@code startDim} to {@code endDim}, both included, into one, as {@code
 * torch.nn.Flatten}.
 *
 * <p>Shapes: x [n, c, h, w] gives [n, c * h * w] with the defaults.
 */
final class FlattenLayer {
  final int startDim;
  final int endDim;

  /** Creates the layer for all dimensions but the first: 1 to -1. */
  public FlattenLayer() {
    this(1, -1);
  }

  /** Creates the layer for these dimensions; negative ones count from the end. */
  public FlattenLayer(int startDim, int endDim) {
    this.startDim = startDim;
    this.endDim = endDim;
  }

  @Forward(invoker = "Flatten")
  @ShapeRule("flatten($0, startDim, endDim)")
  Tensor forward(Tensor input) {
    return input.flatten(startDim, endDim);
  }

  String extraRepr() {
    return "start_dim=%d, end_dim=%d".formatted(startDim, endDim);
  }
}
