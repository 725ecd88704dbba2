package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.PoolWindow;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The largest element of each window, as {@code torch.nn.MaxPool1d}. Padding is negative infinity;
 * NaN takes precedence. The gradient goes to the first of several largest elements.
 *
 * <p>Shapes: x [n, c, l] or [c, l]; y likewise with the length {@code (l + 2 * padding - dilation *
 * (kernelSize - 1) - 1) / stride + 1}, rounded down, or up in ceil mode.
 */
final class MaxPool1dLayer {
  private final int kernelSize;
  private final int stride;
  private final MaxPool1dOptions options;
  private final PoolWindow pool;

  /** Creates the layer with adjacent windows. */
  @Puts({
    "kernelSize = $0",
    "options = {stride = null, padding = 0, dilation = 1, ceilMode = false}"
  })
  public MaxPool1dLayer(int kernelSize) {
    this(kernelSize, MaxPool1dOptions.defaults());
  }

  /** Creates the layer with these options. */
  @Puts({"kernelSize = $0", "options = $1"})
  public MaxPool1dLayer(int kernelSize, MaxPool1dOptions options) {
    Integer given = options.stride();
    this.kernelSize = kernelSize;
    this.stride = given == null ? kernelSize : given;
    this.options = options;
    this.pool =
        new PoolWindow(
            kernelSize, stride, options.padding(), options.dilation(), options.ceilMode());
  }

  @Forward(invoker = "MaxPool1d")
  @ShapeRule(
      "resize(ranked($0, 2, 3), -1, window(size($0, -1), kernelSize, when(options.stride,"
          + " options.stride, kernelSize), options.padding, options.dilation, options.ceilMode))")
  Tensor forward(Tensor input) {
    // Treats the input as an image of height 1.
    return Tensor.apply(new MaxPool2dOp(PoolWindow.of(1), pool), input.unsqueeze(-2)).squeeze(-2);
  }

  /** The call that also returns the indices, as with PyTorch's {@code return_indices}. */
  @Forward(entry = "callWithIndices")
  @ShapeRule(
      "{output = resize(ranked($0, 2, 3), -1, window(size($0, -1), kernelSize, when(options.stride,"
          + " options.stride, kernelSize), options.padding, options.dilation, options.ceilMode)),"
          + " indices = resize(ranked($0, 2, 3), -1, window(size($0, -1), kernelSize,"
          + " when(options.stride, options.stride, kernelSize), options.padding, options.dilation,"
          + " options.ceilMode))}")
  MaxPoolOutput withIndices(Tensor input) {
    MaxPool2dOp op = new MaxPool2dOp(PoolWindow.of(1), pool, true);
    Tensor[] outputs = Tensor.applyAll(op, input.unsqueeze(-2));
    return new MaxPoolOutput(outputs[0].squeeze(-2), outputs[1].squeeze(-2));
  }

  String extraRepr() {
    return "kernel_size=%d, stride=%d, padding=%d, dilation=%d, ceil_mode=%s"
        .formatted(
            kernelSize,
            stride,
            options.padding(),
            options.dilation(),
            PythonText.of(options.ceilMode()));
  }
}
