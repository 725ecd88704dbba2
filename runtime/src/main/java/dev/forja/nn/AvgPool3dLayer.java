package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Tensor;

/**
 * The mean of each window, as {@code torch.nn.AvgPool3d}. Padding is zero.
 *
 * <p>Shapes: x [n, c, d, h, w] or [c, d, h, w]; y likewise, with the number of windows in each
 * direction.
 */
final class AvgPool3dLayer {
  private final PoolOptions options;

  /** Creates the layer with adjacent windows of this size in all directions. */
  @Puts({
    "options = {kernelSize = {depth = $0, height = $0, width = $0}, stride = null, padding ="
        + " {depth = 0, height = 0, width = 0}, dilation = {depth = 1, height = 1, width = 1},"
        + " ceilMode = false}"
  })
  public AvgPool3dLayer(int kernelSize) {
    this(PoolOptions.of(kernelSize));
  }

  /** Creates the layer with these windows. */
  @Puts("options = $0")
  public AvgPool3dLayer(PoolOptions options) {
    this.options = options;
  }

  @Forward(invoker = "AvgPool3d")
  @ShapeRule(
      "resize(resize(resize(ranked($0, 4, 5), -3, window(size($0, -3),"
          + " options.kernelSize.depth, when(options.stride, options.stride.depth,"
          + " options.kernelSize.depth), options.padding.depth, 1, options.ceilMode)), -2,"
          + " window(size($0, -2), options.kernelSize.height, when(options.stride,"
          + " options.stride.height, options.kernelSize.height), options.padding.height, 1,"
          + " options.ceilMode)), -1, window(size($0, -1), options.kernelSize.width,"
          + " when(options.stride, options.stride.width, options.kernelSize.width),"
          + " options.padding.width, 1, options.ceilMode))")
  Tensor forward(Tensor input) {
    return input.avgPool3d(options);
  }

  String extraRepr() {
    return PoolText.average(options, 3);
  }
}
