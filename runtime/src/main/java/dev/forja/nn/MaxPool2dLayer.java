package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.PoolWindow;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The largest element of each window, as {@code torch.nn.MaxPool2d}. Padding is negative infinity;
 * NaN takes precedence. The gradient goes to the first of several largest elements.
 *
 * <p>Shapes: x [n, c, h, w] or [c, h, w]; y likewise, in each direction {@code (size + 2 * padding
 * - dilation * (kernel - 1) - 1) / stride + 1}, rounded down, or up in ceil mode.
 */
final class MaxPool2dLayer {
  private final Size2d kernelSize;
  private final Size2d stride;
  private final MaxPool2dOptions options;
  private final PoolWindow rows;
  private final PoolWindow columns;

  /** Creates the layer with adjacent square windows. */
  @Puts({
    "kernelSize = {height = $0, width = $0}",
    "options = {stride = null, padding = {height = 0, width = 0}, dilation = {height = 1, width ="
        + " 1}, ceilMode = false}"
  })
  public MaxPool2dLayer(int kernelSize) {
    this(Size2d.of(kernelSize), MaxPool2dOptions.defaults());
  }

  /** With a square window and options. */
  @Puts({"kernelSize = {height = $0, width = $0}", "options = $1"})
  public MaxPool2dLayer(int kernelSize, MaxPool2dOptions options) {
    this(Size2d.of(kernelSize), options);
  }

  /** Creates the layer with windows of this height and width. */
  @Puts({"kernelSize = $0", "options = $1"})
  public MaxPool2dLayer(Size2d kernelSize, MaxPool2dOptions options) {
    Size2d given = options.stride();
    this.kernelSize = kernelSize;
    this.stride = given == null ? kernelSize : given;
    this.options = options;
    this.rows =
        new PoolWindow(
            kernelSize.height(),
            stride.height(),
            options.padding().height(),
            options.dilation().height(),
            options.ceilMode());
    this.columns =
        new PoolWindow(
            kernelSize.width(),
            stride.width(),
            options.padding().width(),
            options.dilation().width(),
            options.ceilMode());
  }

  @Forward(invoker = "MaxPool2d")
  @ShapeRule(
      "windows($0, null, kernelSize, when(options.stride, options.stride, kernelSize),"
          + " options.padding, options.dilation, options.ceilMode)")
  Tensor forward(Tensor input) {
    return Tensor.apply(new MaxPool2dOp(rows, columns), input);
  }

  /** The call that also returns the indices, as with PyTorch's {@code return_indices}. */
  @Forward(entry = "callWithIndices")
  @ShapeRule(
      "{output = windows($0, null, kernelSize, when(options.stride, options.stride, kernelSize),"
          + " options.padding, options.dilation, options.ceilMode), indices = windows($0, null,"
          + " kernelSize, when(options.stride, options.stride, kernelSize), options.padding,"
          + " options.dilation, options.ceilMode)}")
  MaxPoolOutput withIndices(Tensor input) {
    Tensor[] outputs = Tensor.applyAll(new MaxPool2dOp(rows, columns, true), input);
    return new MaxPoolOutput(outputs[0], outputs[1]);
  }

  String extraRepr() {
    return "kernel_size=%s, stride=%s, padding=%s, dilation=%s, ceil_mode=%s"
        .formatted(
            kernelSize.brief(),
            stride.brief(),
            options.padding().brief(),
            options.dilation().brief(),
            PythonText.of(options.ceilMode()));
  }
}
