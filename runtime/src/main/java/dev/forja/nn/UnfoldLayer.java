package dev.forja.nn;

import dev.forja.Forward;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.ConvOptions;
import dev.forja.tensor.Size3d;
import dev.forja.tensor.Tensor;

/**
 * The windows of images as columns, as {@code torch.nn.Unfold}.
 *
 * <p>Shapes: x [n, c, h, w] or [c, h, w]; y [n, c * kernelHeight * kernelWidth, windows] or without
 * n.
 */
final class UnfoldLayer {
  private final Size3d kernelSize;
  private final ConvOptions options;

  /** Creates the layer for square windows at all places. */
  public UnfoldLayer(int kernelSize) {
    this(Size3d.of(kernelSize), ConvOptions.defaults());
  }

  /** With a square window and options. */
  public UnfoldLayer(int kernelSize, ConvOptions options) {
    this(Size3d.of(kernelSize), options);
  }

  /**
   * Creates the layer for windows of this height and width.
   *
   * @param options stride, padding and dilation of the windows
   */
  public UnfoldLayer(Size3d kernelSize, ConvOptions options) {
    this.kernelSize = kernelSize;
    this.options = options;
  }

  @Forward(invoker = "Unfold")
  @ShapeRule("when(atLeast(rank(ranked($0, 3, 4)), 4), [size($0, 0), null, null], [null, null])")
  Tensor forward(Tensor input) {
    return input.unfold(kernelSize, options);
  }

  String extraRepr() {
    return windows(kernelSize, options);
  }

  /** Windows in PyTorch's format. */
  static String windows(Size3d kernelSize, ConvOptions options) {
    return "kernel_size=%s, dilation=%s, padding=%s, stride=%s"
        .formatted(
            pair(kernelSize),
            pair(options.dilation()),
            pair(options.padding()),
            pair(options.stride()));
  }

  /** A height and a width in PyTorch's format: one number if they are equal. */
  static String pair(Size3d size) {
    return size.height() == size.width()
        ? Integer.toString(size.width())
        : PythonText.tuple(size.height(), size.width());
  }
}
