package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The means of a given number of windows that cover the volume evenly, as {@code
 * torch.nn.AdaptiveAvgPool3d}. The size -1, PyTorch's None, stands for that of the input.
 *
 * <p>Shapes: x [n, c, d, h, w] or [c, d, h, w]; y likewise with the given sizes.
 */
final class AdaptiveAvgPool3dLayer {
  private final int depth;
  private final int height;
  private final int width;

  /** Creates the layer with the same output size in all directions. */
  public AdaptiveAvgPool3dLayer(int size) {
    this(size, size, size);
  }

  /** Creates the layer with this output size; -1 for that of the input. */
  public AdaptiveAvgPool3dLayer(int depth, int height, int width) {
    this.depth = depth;
    this.height = height;
    this.width = width;
  }

  @Forward(invoker = "AdaptiveAvgPool3d")
  @ShapeRule(
      "resize(resize(resize(ranked($0, 4, 5), -3, when(atLeast(depth, 1), depth,"
          + " size($0, -3))), -2, when(atLeast(height, 1), height, size($0, -2))), -1,"
          + " when(atLeast(width, 1), width, size($0, -1)))")
  Tensor forward(Tensor input) {
    return input.adaptiveAvgPool3d(depth, height, width);
  }

  String extraRepr() {
    return "output_size=" + AdaptiveText.of(depth, height, width);
  }
}
