package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.Ints;
import dev.forja.op.MaxUnpoolOp;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.PoolOptions;
import dev.forja.tensor.Tensor;

/**
 * Puts elements at the indices that a max pooling returned, and zeros elsewhere, as {@code
 * torch.nn.MaxUnpool2d}.
 *
 * <p>Shapes: x [n, c, h, w] or [c, h, w], the indices likewise; y with the sizes that {@code
 * callToSize} is given, or in each direction {@code (size - 1) * stride - 2 * padding +
 * kernelSize}.
 */
final class MaxUnpool2dLayer {
  private final PoolOptions options;

  /** Creates the layer for adjacent windows of this size in all directions. */
  @Puts({
    "options = {kernelSize = {depth = $0, height = $0, width = $0}, stride = null, padding ="
        + " {depth = 0, height = 0, width = 0}, dilation = {depth = 1, height = 1, width = 1},"
        + " ceilMode = false}"
  })
  public MaxUnpool2dLayer(int kernelSize) {
    this(PoolOptions.of(kernelSize));
  }

  /** Creates the layer for these windows. */
  @Puts("options = $0")
  public MaxUnpool2dLayer(PoolOptions options) {
    this.options = options;
  }

  @Forward(invoker = "MaxUnpool2d")
  @ShapeRule(
      "resize(resize(ranked($0, 3, 4), -2, (size($0, -2) - 1) * when(options.stride,"
          + " options.stride.height, options.kernelSize.height) - 2 *"
          + " options.padding.height + options.kernelSize.height), -1, (size($0, -1) - 1) *"
          + " when(options.stride, options.stride.width, options.kernelSize.width) - 2 *"
          + " options.padding.width + options.kernelSize.width)")
  Tensor forward(Tensor input, Tensor indices) {
    return input.maxUnpool2d(indices, options);
  }

  /** The call with PyTorch's {@code output_size}. */
  @Forward(entry = "callToSize")
  @ShapeRule("resize(resize(ranked($0, 3, 4), -2, $2), -1, $3)")
  Tensor toSize(Tensor input, Tensor indices, int height, int width) {
    return Tensor.apply(new MaxUnpoolOp(Ints.of(height, width), false), input, indices);
  }

  String extraRepr() {
    return PoolText.unpool(options, 2);
  }
}
