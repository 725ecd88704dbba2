package dev.forja.tensor;

import dev.forja.op.AdaptiveAvgPool2dOp;
import dev.forja.op.AvgPool2dOp;
import dev.forja.op.Conv2dOp;
import dev.forja.op.ConvWindow;
import dev.forja.op.MaxPool2dOp;
import dev.forja.op.PoolWindow;
import dev.forja.spi.ShapeRule;
import org.jspecify.annotations.Nullable;

/**
 * Convolution and pooling of images, [n, c, h, w] or [c, h, w]. Any thread may call these methods;
 * see {@link Tensor}.
 */
public sealed interface Vision permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** Convolution with the weight [o, c / groups, kh, kw] and the bias [o] or null. */
  @ShapeRule("resize(unsized(image(this)), -3, size(ranked($0, 4, 4), 0))")
  default Tensor conv2d(Tensor weight, @Nullable Tensor bias, Conv2dOp op) {
    return bias == null ? Tensor.apply(op, self(), weight) : Tensor.apply(op, self(), weight, bias);
  }

  /** Convolution with one stride and one padding for both directions. */
  @ShapeRule("conv(this, $0, $1, $2, $3, 1)")
  default Tensor conv2d(Tensor weight, @Nullable Tensor bias, int stride, int padding) {
    ConvWindow slide = ConvWindow.of(stride, padding, 1);
    return conv2d(weight, bias, new Conv2dOp(slide, slide, 1));
  }

  /** Max pooling with adjacent windows of {@code kernel} by {@code kernel}. */
  @ShapeRule("windows(this, null, $0, $0, 0, 1, false)")
  default Tensor maxPool2d(int kernel) {
    return Tensor.apply(new MaxPool2dOp(PoolWindow.of(kernel), PoolWindow.of(kernel)), self());
  }

  /** Average pooling with adjacent windows of {@code kernel} by {@code kernel}. */
  @ShapeRule("windows(this, null, $0, $0, 0, 1, false)")
  default Tensor avgPool2d(int kernel) {
    return Tensor.apply(
        new AvgPool2dOp(PoolWindow.of(kernel), PoolWindow.of(kernel), true, 0), self());
  }

  /** The means of {@code height} by {@code width} windows that cover the image evenly. */
  @ShapeRule("resample(image(this), ($0, $1))")
  default Tensor adaptiveAvgPool2d(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "adaptiveAvgPool2d: output %d x %d: expected 1 or more".formatted(height, width));
    }
    return Tensor.apply(new AdaptiveAvgPool2dOp(height, width), self());
  }
}
