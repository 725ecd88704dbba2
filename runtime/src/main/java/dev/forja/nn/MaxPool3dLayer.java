package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.ValuesAndIndices;

/**
 * The largest element of each window, as {@code torch.nn.MaxPool3d}. Padding is negative infinity;
 * NaN takes precedence.
 *
 * <p>Shapes: x [n, c, d, h, w] or [c, d, h, w]; y likewise, with the number of windows in each
 * direction.
 */
final class MaxPool3dLayer {
  private final PoolOptions options;

  /** Creates the layer with adjacent windows of this size in all directions. */
  @Puts({
    "options = {kernelSize = {depth = $0, height = $0, width = $0}, stride = null, padding ="
        + " {depth = 0, height = 0, width = 0}, dilation = {depth = 1, height = 1, width = 1},"
        + " ceilMode = false}"
  })
  public MaxPool3dLayer(int kernelSize) {
    this(PoolOptions.of(kernelSize));
  }

  /** Creates the layer with these windows. */
  @Puts("options = $0")
  public MaxPool3dLayer(PoolOptions options) {
    this.options = options;
  }

  @Forward(invoker = "MaxPool3d")
  @ShapeRule(
      "resize(resize(resize(ranked($0, 4, 5), -3, window(size($0, -3),"
          + " options.kernelSize.depth, when(options.stride, options.stride.depth,"
          + " options.kernelSize.depth), options.padding.depth, options.dilation.depth,"
          + " options.ceilMode)), -2, window(size($0, -2), options.kernelSize.height,"
          + " when(options.stride, options.stride.height, options.kernelSize.height),"
          + " options.padding.height, options.dilation.height, options.ceilMode)), -1,"
          + " window(size($0, -1), options.kernelSize.width, when(options.stride,"
          + " options.stride.width, options.kernelSize.width), options.padding.width,"
          + " options.dilation.width, options.ceilMode))")
  Tensor forward(Tensor input) {
    return input.maxPool3d(options);
  }

  /** The call that also returns the indices, as with PyTorch's {@code return_indices}. */
  @Forward(entry = "callWithIndices")
  @ShapeRule(
      "{output = resize(resize(resize(ranked($0, 4, 5), -3, window(size($0, -3),"
          + " options.kernelSize.depth, when(options.stride, options.stride.depth,"
          + " options.kernelSize.depth), options.padding.depth, options.dilation.depth,"
          + " options.ceilMode)), -2, window(size($0, -2), options.kernelSize.height,"
          + " when(options.stride, options.stride.height, options.kernelSize.height),"
          + " options.padding.height, options.dilation.height, options.ceilMode)), -1,"
          + " window(size($0, -1), options.kernelSize.width, when(options.stride,"
          + " options.stride.width, options.kernelSize.width), options.padding.width,"
          + " options.dilation.width, options.ceilMode)), indices ="
          + " resize(resize(resize(ranked($0, 4, 5), -3, window(size($0, -3),"
          + " options.kernelSize.depth, when(options.stride, options.stride.depth,"
          + " options.kernelSize.depth), options.padding.depth, options.dilation.depth,"
          + " options.ceilMode)), -2, window(size($0, -2), options.kernelSize.height,"
          + " when(options.stride, options.stride.height, options.kernelSize.height),"
          + " options.padding.height, options.dilation.height, options.ceilMode)), -1,"
          + " window(size($0, -1), options.kernelSize.width, when(options.stride,"
          + " options.stride.width, options.kernelSize.width), options.padding.width,"
          + " options.dilation.width, options.ceilMode))}")
  MaxPoolOutput withIndices(Tensor input) {
    ValuesAndIndices found = input.maxPool3dWithIndices(options);
    return new MaxPoolOutput(found.values(), found.indices());
  }

  String extraRepr() {
    return PoolText.maximum(options, 3);
  }
}
