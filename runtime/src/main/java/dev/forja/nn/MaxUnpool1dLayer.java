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
 * torch.nn.MaxUnpool1d}.
 *
 * <p>Shapes: x [n, c, l] or [c, l], the indices likewise; y with the sizes that {@code callToSize}
 * is given, or in each direction {@code (size - 1) * stride - 2 * padding + kernelSize}.
 */
final class MaxUnpool1dLayer {
  private final PoolOptions options;

  /** Creates the layer for adjacent windows of this size in all directions. */
  @Puts({
    "options = {kernelSize = {depth = $0, height = $0, width = $0}, stride = null, padding ="
        + " {depth = 0, height = 0, width = 0}, dilation = {depth = 1, height = 1, width = 1},"
        + " ceilMode = false}"
  })
  public MaxUnpool1dLayer(int kernelSize) {
    this(PoolOptions.of(kernelSize));
  }

  /** Creates the layer for these windows. */
  @Puts("options = $0")
  public MaxUnpool1dLayer(PoolOptions options) {
    this.options = options;
  }

  @Forward(invoker = "MaxUnpool1d")
  @ShapeRule(
      "resize(ranked($0, 2, 3), -1, (size($0, -1) - 1) * when(options.stride,"
          + " options.stride.width, options.kernelSize.width) - 2 * options.padding.width +"
          + " options.kernelSize.width)")
  Tensor forward(Tensor input, Tensor indices) {
    return input.maxUnpool1d(indices, options);
  }

  /** The call with PyTorch's {@code output_size}. */
  @Forward(entry = "callToSize")
  @ShapeRule("resize(ranked($0, 2, 3), -1, $2)")
  Tensor toSize(Tensor input, Tensor indices, int length) {
    return Tensor.apply(new MaxUnpoolOp(Ints.of(length), false), input, indices);
  }

  String extraRepr() {
    return PoolText.unpool(options, 1);
  }
}
