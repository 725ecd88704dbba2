package dev.forja.tensor;

import dev.forja.spi.ShapeRule;
import org.jspecify.annotations.Nullable;

/**
 * Poolings with options in one, two and three dimensions: of sequences [n, c, l], images [n, c, h,
 * w] and volumes [n, c, d, h, w], or of one of these without n. Any thread may call these methods;
 * see {@link Tensor}.
 */
public sealed interface Poolings permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /** The largest element of each window, as {@code torch.nn.functional.max_pool1d}. */
  @ShapeRule(
      "resize(ranked(this, 2, 3), -1, window(size(this, -1), $0.kernelSize.width,"
          + " when($0.stride, $0.stride.width, $0.kernelSize.width), $0.padding.width,"
          + " $0.dilation.width, $0.ceilMode))")
  default Tensor maxPool1d(PoolOptions options) {
    return SpatialPooling.max(self(), options, 1);
  }

  /** The same, with the index of each element among those of its channel. */
  @ShapeRule(
      "{values = resize(ranked(this, 2, 3), -1, window(size(this, -1),"
          + " $0.kernelSize.width, when($0.stride, $0.stride.width, $0.kernelSize.width),"
          + " $0.padding.width, $0.dilation.width, $0.ceilMode)), indices ="
          + " resize(ranked(this, 2, 3), -1, window(size(this, -1), $0.kernelSize.width,"
          + " when($0.stride, $0.stride.width, $0.kernelSize.width), $0.padding.width,"
          + " $0.dilation.width, $0.ceilMode))}")
  default ValuesAndIndices maxPool1dWithIndices(PoolOptions options) {
    return SpatialPooling.maxWithIndices(self(), options, 1);
  }

  /** The mean of each window, as {@code torch.nn.functional.avg_pool1d}. */
  @ShapeRule(
      "resize(ranked(this, 2, 3), -1, window(size(this, -1), $0.kernelSize.width,"
          + " when($0.stride, $0.stride.width, $0.kernelSize.width), $0.padding.width, 1,"
          + " $0.ceilMode))")
  default Tensor avgPool1d(PoolOptions options) {
    return SpatialPooling.average(self(), options, 1);
  }

  /**
   * The root of the sum of the powers of each window, {@code (sum x^p)^(1 / p)}, as {@code
   * torch.nn.functional.lp_pool1d}. There is no padding.
   */
  @ShapeRule(
      "resize(ranked(this, 2, 3), -1, window(size(this, -1), $1.kernelSize.width,"
          + " when($1.stride, $1.stride.width, $1.kernelSize.width), $1.padding.width, 1,"
          + " $1.ceilMode))")
  default Tensor lpPool1d(double p, PoolOptions options) {
    return SpatialPooling.power(self(), p, options, 1);
  }

  /**
   * Puts elements at the indices that a max pooling with these options returned, and zeros
   * elsewhere, as {@code torch.nn.functional.max_unpool1d}.
   */
  @ShapeRule(
      "resize(ranked(this, 2, 3), -1, (size(this, -1) - 1) * when($1.stride,"
          + " $1.stride.width, $1.kernelSize.width) - 2 * $1.padding.width +"
          + " $1.kernelSize.width)")
  default Tensor maxUnpool1d(Tensor indices, PoolOptions options) {
    return SpatialPooling.unpool(self(), indices, options, 1);
  }

  /** The largest element of each window, as {@code torch.nn.functional.max_pool2d}. */
  @ShapeRule(
      "resize(resize(ranked(this, 3, 4), -2, window(size(this, -2),"
          + " $0.kernelSize.height, when($0.stride, $0.stride.height,"
          + " $0.kernelSize.height), $0.padding.height, $0.dilation.height, $0.ceilMode)),"
          + " -1, window(size(this, -1), $0.kernelSize.width, when($0.stride,"
          + " $0.stride.width, $0.kernelSize.width), $0.padding.width, $0.dilation.width,"
          + " $0.ceilMode))")
  default Tensor maxPool2d(PoolOptions options) {
    return SpatialPooling.max(self(), options, 2);
  }

  /** The same, with the index of each element among those of its channel. */
  @ShapeRule(
      "{values = resize(resize(ranked(this, 3, 4), -2, window(size(this, -2),"
          + " $0.kernelSize.height, when($0.stride, $0.stride.height,"
          + " $0.kernelSize.height), $0.padding.height, $0.dilation.height, $0.ceilMode)),"
          + " -1, window(size(this, -1), $0.kernelSize.width, when($0.stride,"
          + " $0.stride.width, $0.kernelSize.width), $0.padding.width, $0.dilation.width,"
          + " $0.ceilMode)), indices = resize(resize(ranked(this, 3, 4), -2,"
          + " window(size(this, -2), $0.kernelSize.height, when($0.stride,"
          + " $0.stride.height, $0.kernelSize.height), $0.padding.height,"
          + " $0.dilation.height, $0.ceilMode)), -1, window(size(this, -1),"
          + " $0.kernelSize.width, when($0.stride, $0.stride.width, $0.kernelSize.width),"
          + " $0.padding.width, $0.dilation.width, $0.ceilMode))}")
  default ValuesAndIndices maxPool2dWithIndices(PoolOptions options) {
    return SpatialPooling.maxWithIndices(self(), options, 2);
  }

  /** The mean of each window, as {@code torch.nn.functional.avg_pool2d}. */
  @ShapeRule(
      "resize(resize(ranked(this, 3, 4), -2, window(size(this, -2),"
          + " $0.kernelSize.height, when($0.stride, $0.stride.height,"
          + " $0.kernelSize.height), $0.padding.height, 1, $0.ceilMode)), -1,"
          + " window(size(this, -1), $0.kernelSize.width, when($0.stride, $0.stride.width,"
          + " $0.kernelSize.width), $0.padding.width, 1, $0.ceilMode))")
  default Tensor avgPool2d(PoolOptions options) {
    return SpatialPooling.average(self(), options, 2);
  }

  /**
   * The root of the sum of the powers of each window, {@code (sum x^p)^(1 / p)}, as {@code
   * torch.nn.functional.lp_pool2d}. There is no padding.
   */
  @ShapeRule(
      "resize(resize(ranked(this, 3, 4), -2, window(size(this, -2),"
          + " $1.kernelSize.height, when($1.stride, $1.stride.height,"
          + " $1.kernelSize.height), $1.padding.height, 1, $1.ceilMode)), -1,"
          + " window(size(this, -1), $1.kernelSize.width, when($1.stride, $1.stride.width,"
          + " $1.kernelSize.width), $1.padding.width, 1, $1.ceilMode))")
  default Tensor lpPool2d(double p, PoolOptions options) {
    return SpatialPooling.power(self(), p, options, 2);
  }

  /**
   * Puts elements at the indices that a max pooling with these options returned, and zeros
   * elsewhere, as {@code torch.nn.functional.max_unpool2d}.
   */
  @ShapeRule(
      "resize(resize(ranked(this, 3, 4), -2, (size(this, -2) - 1) * when($1.stride,"
          + " $1.stride.height, $1.kernelSize.height) - 2 * $1.padding.height +"
          + " $1.kernelSize.height), -1, (size(this, -1) - 1) * when($1.stride,"
          + " $1.stride.width, $1.kernelSize.width) - 2 * $1.padding.width +"
          + " $1.kernelSize.width)")
  default Tensor maxUnpool2d(Tensor indices, PoolOptions options) {
    return SpatialPooling.unpool(self(), indices, options, 2);
  }

  /** The largest element of each window, as {@code torch.nn.functional.max_pool3d}. */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 4, 5), -3, window(size(this, -3),"
          + " $0.kernelSize.depth, when($0.stride, $0.stride.depth, $0.kernelSize.depth),"
          + " $0.padding.depth, $0.dilation.depth, $0.ceilMode)), -2, window(size(this,"
          + " -2), $0.kernelSize.height, when($0.stride, $0.stride.height,"
          + " $0.kernelSize.height), $0.padding.height, $0.dilation.height, $0.ceilMode)),"
          + " -1, window(size(this, -1), $0.kernelSize.width, when($0.stride,"
          + " $0.stride.width, $0.kernelSize.width), $0.padding.width, $0.dilation.width,"
          + " $0.ceilMode))")
  default Tensor maxPool3d(PoolOptions options) {
    return SpatialPooling.max(self(), options, 3);
  }

  /** The same, with the index of each element among those of its channel. */
  @ShapeRule(
      "{values = resize(resize(resize(ranked(this, 4, 5), -3, window(size(this, -3),"
          + " $0.kernelSize.depth, when($0.stride, $0.stride.depth, $0.kernelSize.depth),"
          + " $0.padding.depth, $0.dilation.depth, $0.ceilMode)), -2, window(size(this,"
          + " -2), $0.kernelSize.height, when($0.stride, $0.stride.height,"
          + " $0.kernelSize.height), $0.padding.height, $0.dilation.height, $0.ceilMode)),"
          + " -1, window(size(this, -1), $0.kernelSize.width, when($0.stride,"
          + " $0.stride.width, $0.kernelSize.width), $0.padding.width, $0.dilation.width,"
          + " $0.ceilMode)), indices = resize(resize(resize(ranked(this, 4, 5), -3,"
          + " window(size(this, -3), $0.kernelSize.depth, when($0.stride, $0.stride.depth,"
          + " $0.kernelSize.depth), $0.padding.depth, $0.dilation.depth, $0.ceilMode)), -2,"
          + " window(size(this, -2), $0.kernelSize.height, when($0.stride,"
          + " $0.stride.height, $0.kernelSize.height), $0.padding.height,"
          + " $0.dilation.height, $0.ceilMode)), -1, window(size(this, -1),"
          + " $0.kernelSize.width, when($0.stride, $0.stride.width, $0.kernelSize.width),"
          + " $0.padding.width, $0.dilation.width, $0.ceilMode))}")
  default ValuesAndIndices maxPool3dWithIndices(PoolOptions options) {
    return SpatialPooling.maxWithIndices(self(), options, 3);
  }

  /** The mean of each window, as {@code torch.nn.functional.avg_pool3d}. */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 4, 5), -3, window(size(this, -3),"
          + " $0.kernelSize.depth, when($0.stride, $0.stride.depth, $0.kernelSize.depth),"
          + " $0.padding.depth, 1, $0.ceilMode)), -2, window(size(this, -2),"
          + " $0.kernelSize.height, when($0.stride, $0.stride.height,"
          + " $0.kernelSize.height), $0.padding.height, 1, $0.ceilMode)), -1,"
          + " window(size(this, -1), $0.kernelSize.width, when($0.stride, $0.stride.width,"
          + " $0.kernelSize.width), $0.padding.width, 1, $0.ceilMode))")
  default Tensor avgPool3d(PoolOptions options) {
    return SpatialPooling.average(self(), options, 3);
  }

  /**
   * The root of the sum of the powers of each window, {@code (sum x^p)^(1 / p)}, as {@code
   * torch.nn.functional.lp_pool3d}. There is no padding.
   */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 4, 5), -3, window(size(this, -3),"
          + " $1.kernelSize.depth, when($1.stride, $1.stride.depth, $1.kernelSize.depth),"
          + " $1.padding.depth, 1, $1.ceilMode)), -2, window(size(this, -2),"
          + " $1.kernelSize.height, when($1.stride, $1.stride.height,"
          + " $1.kernelSize.height), $1.padding.height, 1, $1.ceilMode)), -1,"
          + " window(size(this, -1), $1.kernelSize.width, when($1.stride, $1.stride.width,"
          + " $1.kernelSize.width), $1.padding.width, 1, $1.ceilMode))")
  default Tensor lpPool3d(double p, PoolOptions options) {
    return SpatialPooling.power(self(), p, options, 3);
  }

  /**
   * Puts elements at the indices that a max pooling with these options returned, and zeros
   * elsewhere, as {@code torch.nn.functional.max_unpool3d}.
   */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 4, 5), -3, (size(this, -3) - 1) *"
          + " when($1.stride, $1.stride.depth, $1.kernelSize.depth) - 2 * $1.padding.depth"
          + " + $1.kernelSize.depth), -2, (size(this, -2) - 1) * when($1.stride,"
          + " $1.stride.height, $1.kernelSize.height) - 2 * $1.padding.height +"
          + " $1.kernelSize.height), -1, (size(this, -1) - 1) * when($1.stride,"
          + " $1.stride.width, $1.kernelSize.width) - 2 * $1.padding.width +"
          + " $1.kernelSize.width)")
  default Tensor maxUnpool3d(Tensor indices, PoolOptions options) {
    return SpatialPooling.unpool(self(), indices, options, 3);
  }

  /** The means of {@code length} windows that cover the sequence evenly. */
  @ShapeRule("resize(ranked(this, 2, 3), -1, $0)")
  default Tensor adaptiveAvgPool1d(int length) {
    return SpatialPooling.adaptiveAverage(self(), length);
  }

  /** The means of windows that cover the volume evenly; null for the size of the input. */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 4, 5), -3, when($0, $0, size(this, -3))), -2,"
          + " when($1, $1, size(this, -2))), -1, when($2, $2, size(this, -1)))")
  default Tensor adaptiveAvgPool3d(
      @Nullable Integer depth, @Nullable Integer height, @Nullable Integer width) {
    return SpatialPooling.adaptiveAverage(self(), depth, height, width);
  }

  /** The largest elements of windows that cover the sequence evenly, and their indices. */
  @ShapeRule(
      "{values = resize(ranked(this, 2, 3), -1, $0), indices = resize(ranked(this, 2,"
          + " 3), -1, $0)}")
  default ValuesAndIndices adaptiveMaxPool1d(int length) {
    return SpatialPooling.adaptiveMax(self(), length);
  }

  /**
   * The largest elements of windows that cover the image evenly, and their indices; null for the
   * size of the input.
   */
  @ShapeRule(
      "{values = resize(resize(ranked(this, 3, 4), -2, when($0, $0, size(this, -2))), -1,"
          + " when($1, $1, size(this, -1))), indices ="
          + " resize(resize(ranked(this, 3, 4), -2, when($0, $0, size(this, -2))), -1,"
          + " when($1, $1, size(this, -1)))}")
  default ValuesAndIndices adaptiveMaxPool2d(@Nullable Integer height, @Nullable Integer width) {
    return SpatialPooling.adaptiveMax(self(), height, width);
  }

  /**
   * The largest elements of windows that cover the volume evenly, and their indices; null for the
   * size of the input.
   */
  @ShapeRule(
      "{values = resize(resize(resize(ranked(this, 4, 5), -3, when($0, $0, size(this, -3))), -2,"
          + " when($1, $1, size(this, -2))), -1, when($2, $2, size(this, -1))), indices ="
          + " resize(resize(resize(ranked(this, 4, 5), -3, when($0, $0, size(this, -3))), -2,"
          + " when($1, $1, size(this, -2))), -1, when($2, $2, size(this, -1)))}")
  default ValuesAndIndices adaptiveMaxPool3d(
      @Nullable Integer depth, @Nullable Integer height, @Nullable Integer width) {
    return SpatialPooling.adaptiveMax(self(), depth, height, width);
  }

  /**
   * The largest element of each of as many windows as {@code output} says, at places that random
   * numbers choose, as {@code torch.nn.functional.fractional_max_pool2d}.
   *
   * @param samples numbers from [0, 1), [n, c, 2], n being 1 without a batch; null to draw them
   *     from {@link Randoms#current}
   * @throws IllegalArgumentException if the windows do not fit into the input
   */
  @ShapeRule("resize(resize(ranked(this, 3, 4), -2, $1.height), -1, $1.width)")
  default Tensor fractionalMaxPool2d(Size3d kernel, Size3d output, @Nullable Tensor samples) {
    return FractionalPooling.of(self(), 2, kernel, output, samples).values();
  }

  /** The same, with the index of each element among those of its channel. */
  @ShapeRule(
      "{values = resize(resize(ranked(this, 3, 4), -2, $1.height), -1, $1.width), indices ="
          + " resize(resize(ranked(this, 3, 4), -2, $1.height), -1, $1.width)}")
  default ValuesAndIndices fractionalMaxPool2dWithIndices(
      Size3d kernel, Size3d output, @Nullable Tensor samples) {
    return FractionalPooling.of(self(), 2, kernel, output, samples);
  }

  /**
   * The largest element of each of as many windows as {@code output} says, at places that random
   * numbers choose, as {@code torch.nn.functional.fractional_max_pool3d}.
   *
   * @param samples numbers from [0, 1), [n, c, 3], n being 1 without a batch; null to draw them
   *     from {@link Randoms#current}
   * @throws IllegalArgumentException if the windows do not fit into the input
   */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 4, 5), -3, $1.depth), -2, $1.height), -1, $1.width)")
  default Tensor fractionalMaxPool3d(Size3d kernel, Size3d output, @Nullable Tensor samples) {
    return FractionalPooling.of(self(), 3, kernel, output, samples).values();
  }

  /** The same, with the index of each element among those of its channel. */
  @ShapeRule(
      "{values = resize(resize(resize(ranked(this, 4, 5), -3, $1.depth), -2, $1.height), -1,"
          + " $1.width), indices = resize(resize(resize(ranked(this, 4, 5), -3, $1.depth), -2,"
          + " $1.height), -1, $1.width)}")
  default ValuesAndIndices fractionalMaxPool3dWithIndices(
      Size3d kernel, Size3d output, @Nullable Tensor samples) {
    return FractionalPooling.of(self(), 3, kernel, output, samples);
  }
}
