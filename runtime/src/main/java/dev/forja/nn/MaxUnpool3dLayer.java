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
 * torch.nn.MaxUnpool3d}.
 *
 * <p>Shapes: x [n, c, d, h, w] or [c, d, h, w], the indices likewise; y with the sizes that {@code
 * callToSize} is given, or in each direction {@code (size - 1) * stride - 2 * padding +
 * kernelSize}.
 */
final class MaxUnpool3dLayer {
  private final PoolOptions options;

  /** Creates the layer for adjacent windows of this size in all directions. */
  @Puts({
    "options = {kernelSize = {depth = $0, height = $0, width = $0}, stride = null, padding ="
        + " {depth = 0, height = 0, width = 0}, dilation = {depth = 1, height = 1, width = 1},"
        + " ceilMode = false}"
  })
  public MaxUnpool3dLayer(int kernelSize) {
    this(PoolOptions.of(kernelSize));
  }

  /** Creates the layer for these windows. */
  @Puts("options = $0")
  public MaxUnpool3dLayer(PoolOptions options) {
    this.options = options;
  }

  @Forward(invoker = "MaxUnpool3d")
  @ShapeRule(
      "resize(resize(resize(ranked($0, 4, 5), -3, (size($0, -3) - 1) *"
          + " when(options.stride, options.stride.depth, options.kernelSize.depth) - 2 *"
          + " options.padding.depth + options.kernelSize.depth), -2, (size($0, -2) - 1) *"
          + " when(options.stride, options.stride.height, options.kernelSize.height) - 2 *"
          + " options.padding.height + options.kernelSize.height), -1, (size($0, -1) - 1) *"
          + " when(options.stride, options.stride.width, options.kernelSize.width) - 2 *"
          + " options.padding.width + options.kernelSize.width)")
  Tensor forward(Tensor input, Tensor indices) {
    return input.maxUnpool3d(indices, options);
  }

  /** The call with PyTorch's {@code output_size}. */
  @Forward(entry = "callToSize")
  @ShapeRule("resize(resize(resize(ranked($0, 4, 5), -3, $2), -2, $3), -1, $4)")
  Tensor toSize(Tensor input, Tensor indices, int depth, int height, int width) {
    return Tensor.apply(new MaxUnpoolOp(Ints.of(depth, height, width), false), input, indices);
  }

  String extraRepr() {
    return PoolText.unpool(options, 3);
  }
}
