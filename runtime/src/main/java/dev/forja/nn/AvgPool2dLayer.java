package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.op.AvgPool2dOp;
import dev.forja.op.PoolWindow;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Tensor;

/**
 * The mean of each window, as {@code torch.nn.AvgPool2d}. Padding is zero.
 *
 * <p>Shapes: x [n, c, h, w] or [c, h, w]; y likewise, in each direction {@code (size + 2 * padding
 * - kernel) / stride + 1}, rounded down, or up in ceil mode.
 */
final class AvgPool2dLayer {
  private final Size2d kernelSize;
  private final Size2d stride;
  private final Size2d padding;
  private final AvgPool2dOp op;

  /** Creates the layer with adjacent square windows. */
  @Puts({
    "kernelSize = {height = $0, width = $0}",
    "options = {stride = null, padding = {height = 0, width = 0}, ceilMode = false}"
  })
  public AvgPool2dLayer(int kernelSize) {
    this(Size2d.of(kernelSize), AvgPool2dOptions.defaults());
  }

  /** With a square window and options. */
  @Puts({"kernelSize = {height = $0, width = $0}", "options = $1"})
  public AvgPool2dLayer(int kernelSize, AvgPool2dOptions options) {
    this(Size2d.of(kernelSize), options);
  }

  /** Creates the layer with windows of this height and width. */
  @Puts({"kernelSize = $0", "options = $1"})
  public AvgPool2dLayer(Size2d kernelSize, AvgPool2dOptions options) {
    Size2d given = options.stride();
    Integer divisor = options.divisorOverride();
    if (divisor != null && divisor == 0) {
      throw new IllegalArgumentException(
          "AvgPool2d: divisorOverride is 0, but sums are divided by it. Omit it for the mean");
    }
    this.kernelSize = kernelSize;
    this.stride = given == null ? kernelSize : given;
    this.padding = options.padding();
    boolean ceil = options.ceilMode();
    this.op =
        new AvgPool2dOp(
            new PoolWindow(kernelSize.height(), stride.height(), padding.height(), 1, ceil),
            new PoolWindow(kernelSize.width(), stride.width(), padding.width(), 1, ceil),
            options.countIncludePad(),
            divisor == null ? 0 : divisor);
  }

  @Forward(invoker = "AvgPool2d")
  @ShapeRule(
      "windows($0, null, kernelSize, when(options.stride, options.stride, kernelSize),"
          + " options.padding, 1, options.ceilMode)")
  Tensor forward(Tensor input) {
    return Tensor.apply(op, input);
  }

  String extraRepr() {
    return "kernel_size=%s, stride=%s, padding=%s"
        .formatted(kernelSize.brief(), stride.brief(), padding.brief());
  }
}
