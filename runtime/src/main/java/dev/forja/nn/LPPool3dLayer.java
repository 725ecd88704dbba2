package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Tensor;

/**
 * The root of the sum of the powers of each window, {@code (sum x^p)^(1 / p)}, as {@code
 * torch.nn.LPPool3d}. Of the options it heeds the kernel, the stride and the ceil mode.
 *
 * <p>Shapes: x [n, c, d, h, w] or [c, d, h, w]; y likewise, with the number of windows in each
 * direction.
 */
final class LPPool3dLayer {
  private final double normType;
  private final PoolOptions options;

  /** Creates the layer with this power and adjacent windows of this size in all directions. */
  @Puts({
    "options = {kernelSize = {depth = $1, height = $1, width = $1}, stride = null, padding ="
        + " {depth = 0, height = 0, width = 0}, dilation = {depth = 1, height = 1, width = 1},"
        + " ceilMode = false}"
  })
  public LPPool3dLayer(double normType, int kernelSize) {
    this(normType, PoolOptions.of(kernelSize));
  }

  /** Creates the layer with this power and these windows. */
  @Puts("options = $1")
  public LPPool3dLayer(double normType, PoolOptions options) {
    this.normType = normType;
    this.options = options;
  }

  @Forward(invoker = "LPPool3d")
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
    return input.lpPool3d(normType, options);
  }

  String extraRepr() {
    return PoolText.power(normType, options, 3);
  }
}
