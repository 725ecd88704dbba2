package dev.forja.tensor;

import dev.forja.array.Shapes;
import dev.forja.spi.ShapeRule;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions with options in one, two and three dimensions, and their windows. Any thread may
 * call these methods; see {@link Tensor}.
 */
public sealed interface Convolutions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Convolution of sequences, [n, c, l] or [c, l], with the weight [o, c / groups, k] and the bias
   * [o] or null, as {@code torch.nn.functional.conv1d}.
   *
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  @ShapeRule(
      "resize(resize(ranked(this, 2, 3), -2, size(ranked($0, 3, 3), 0)), -1,"
          + " when($2.samePadding, size(this, -1), window(size(this, -1), size($0, 2),"
          + " $2.stride.width, $2.padding.width, $2.dilation.width, false)))")
  default Tensor conv1d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return SpatialConvolution.run(self(), weight, bias, options, 1);
  }

  /**
   * Convolution of sequences whose steps come first, [l, n, c], with the weight [k, c, o] and the
   * bias [o], as {@code torch.nn.functional.conv_tbc}: [l + 2 padding - k + 1, n, o].
   *
   * @param padding how many steps of zeros are added at each end
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  @ShapeRule(
      "[window(size(ranked(this, 3, 3), 0), size(ranked($0, 3, 3), 0), 1, $2, 1, false),"
          + " size(this, 1), size($0, 2)]")
  default Tensor convTbc(Tensor weight, Tensor bias, int padding) {
    if (self().rank() != 3 || weight.rank() != 3) {
      throw new IllegalArgumentException(
          "convTbc: %s with a weight %s: expected [l, n, c] and [k, c, o]"
              .formatted(Shapes.show(self().shape()), Shapes.show(weight.shape())));
    }
    Tensor x = self().permute(1, 2, 0);
    ConvOptions options = ConvOptions.defaults().withPadding(padding);
    return x.conv1d(weight.permute(2, 1, 0), bias, options).permute(2, 0, 1);
  }

  /**
   * Convolution of images, [n, c, h, w] or [c, h, w], with the weight [o, c / groups, kh, kw] and
   * the bias [o] or null, as {@code torch.nn.functional.conv2d}.
   *
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 3, 4), -3, size(ranked($0, 4, 4), 0)), -2,"
          + " when($2.samePadding, size(this, -2), window(size(this, -2), size($0, 2),"
          + " $2.stride.height, $2.padding.height, $2.dilation.height, false))), -1,"
          + " when($2.samePadding, size(this, -1), window(size(this, -1), size($0, 3),"
          + " $2.stride.width, $2.padding.width, $2.dilation.width, false)))")
  default Tensor conv2d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return SpatialConvolution.run(self(), weight, bias, options, 2);
  }

  /**
   * Convolution of volumes, [n, c, d, h, w] or [c, d, h, w], with the weight [o, c / groups, kd,
   * kh, kw] and the bias [o] or null, as {@code torch.nn.functional.conv3d}.
   *
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  @ShapeRule(
      "resize(resize(resize(resize(ranked(this, 4, 5), -4, size(ranked($0, 5, 5),"
          + " 0)), -3, when($2.samePadding, size(this, -3), window(size(this, -3), size($0,"
          + " 2), $2.stride.depth, $2.padding.depth, $2.dilation.depth, false))), -2,"
          + " when($2.samePadding, size(this, -2), window(size(this, -2), size($0, 3),"
          + " $2.stride.height, $2.padding.height, $2.dilation.height, false))), -1,"
          + " when($2.samePadding, size(this, -1), window(size(this, -1), size($0, 4),"
          + " $2.stride.width, $2.padding.width, $2.dilation.width, false)))")
  default Tensor conv3d(Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    return SpatialConvolution.run(self(), weight, bias, options, 3);
  }

  /**
   * Transposed convolution of sequences, [n, c, l] or [c, l], with the weight [c, o / groups, k]
   * and the bias [o] or null, as {@code torch.nn.functional.conv_transpose1d}.
   *
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  @ShapeRule(
      "resize(resize(ranked(this, 2, 3), -2, size(ranked($0, 3, 3), 1) * $2.groups),"
          + " -1, (size(this, -1) - 1) * $2.stride.width - 2 * $2.padding.width +"
          + " $2.dilation.width * (size($0, 2) - 1) + $2.outputPadding.width + 1)")
  default Tensor convTranspose1d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return SpatialConvolution.runTransposed(self(), weight, bias, options, 1);
  }

  /**
   * Transposed convolution of images, [n, c, h, w] or [c, h, w], with the weight [c, o / groups,
   * kh, kw] and the bias [o] or null, as {@code torch.nn.functional.conv_transpose2d}.
   *
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  @ShapeRule(
      "resize(resize(resize(ranked(this, 3, 4), -3, size(ranked($0, 4, 4), 1) *"
          + " $2.groups), -2, (size(this, -2) - 1) * $2.stride.height - 2 *"
          + " $2.padding.height + $2.dilation.height * (size($0, 2) - 1) +"
          + " $2.outputPadding.height + 1), -1, (size(this, -1) - 1) * $2.stride.width - 2"
          + " * $2.padding.width + $2.dilation.width * (size($0, 3) - 1) +"
          + " $2.outputPadding.width + 1)")
  default Tensor convTranspose2d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return SpatialConvolution.runTransposed(self(), weight, bias, options, 2);
  }

  /**
   * Transposed convolution of volumes, [n, c, d, h, w] or [c, d, h, w], with the weight [c, o /
   * groups, kd, kh, kw] and the bias [o] or null, as {@code torch.nn.functional.conv_transpose3d}.
   *
   * @throws IllegalArgumentException if the shapes do not fit each other
   */
  @ShapeRule(
      "resize(resize(resize(resize(ranked(this, 4, 5), -4, size(ranked($0, 5, 5), 1)"
          + " * $2.groups), -3, (size(this, -3) - 1) * $2.stride.depth - 2 *"
          + " $2.padding.depth + $2.dilation.depth * (size($0, 2) - 1) +"
          + " $2.outputPadding.depth + 1), -2, (size(this, -2) - 1) * $2.stride.height - 2"
          + " * $2.padding.height + $2.dilation.height * (size($0, 3) - 1) +"
          + " $2.outputPadding.height + 1), -1, (size(this, -1) - 1) * $2.stride.width - 2"
          + " * $2.padding.width + $2.dilation.width * (size($0, 4) - 1) +"
          + " $2.outputPadding.width + 1)")
  default Tensor convTranspose3d(
      Tensor weight, @Nullable Tensor bias, ConvTransposeOptions options) {
    return SpatialConvolution.runTransposed(self(), weight, bias, options, 3);
  }

  /**
   * The windows of images, [n, c, h, w] or [c, h, w], as columns: [n, c kh kw, windows], as {@code
   * torch.nn.functional.unfold}. The options are those of a convolution without groups and bias.
   */
  @ShapeRule(
      "when(atLeast(rank(ranked(this, 3, 4)), 4), [size(this, 0), null, null], [null, null])")
  default Tensor unfold(Size3d kernelSize, ConvOptions options) {
    return ImageWindows.unfold(self(), kernelSize, options);
  }

  /**
   * Adds columns, [n, c kh kw, windows] or [c kh kw, windows], at their places in images of this
   * size: [n, c, h, w], as {@code torch.nn.functional.fold}.
   *
   * @throws IllegalArgumentException if they are no windows of such images
   */
  @ShapeRule(
      "when(atLeast(rank(ranked(this, 2, 3)), 3), [size(this, 0), null, $0.height, $0.width],"
          + " [null, $0.height, $0.width])")
  default Tensor fold(Size3d outputSize, Size3d kernelSize, ConvOptions options) {
    return ImageWindows.fold(self(), outputSize, kernelSize, options);
  }
}
