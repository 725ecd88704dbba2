package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The means of a given number of windows that cover the volume evenly, as {@code
 * torch.nn.AdaptiveAvgPool3d}. The size null, PyTorch's None, stands for that of the input.
 *
 * <p>Shapes: x [n, c, d, h, w] or [c, d, h, w]; y likewise with the given sizes.
 */
final class AdaptiveAvgPool3dLayer {
  private final @Nullable Integer depth;
  private final @Nullable Integer height;
  private final @Nullable Integer width;

  /** Creates the layer with the same output size in all directions. */
  @Puts({"depth = $0", "height = $0", "width = $0"})
  public AdaptiveAvgPool3dLayer(int size) {
    this(size, size, size);
  }

  /** Creates the layer with this output size; null for that of the input. */
  @Puts({"depth = $0", "height = $1", "width = $2"})
  public AdaptiveAvgPool3dLayer(
      @Nullable Integer depth, @Nullable Integer height, @Nullable Integer width) {
    AdaptiveSizes.check("AdaptiveAvgPool3d", depth, height, width);
    this.depth = depth;
    this.height = height;
    this.width = width;
  }

  @Forward(invoker = "AdaptiveAvgPool3d")
  @ShapeRule(
      "resize(resize(resize(ranked($0, 4, 5), -3, when(depth, depth,"
          + " size($0, -3))), -2, when(height, height, size($0, -2))), -1,"
          + " when(width, width, size($0, -1)))")
  Tensor forward(Tensor input) {
    return input.adaptiveAvgPool3d(depth, height, width);
  }

  String extraRepr() {
    return "output_size=" + AdaptiveSizes.text(depth, height, width);
  }
}
