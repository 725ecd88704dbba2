package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.tensor.PaddingMode;

/**
 * The options of {@link Conv2d}, by PyTorch's names.
 *
 * @param stride inputs from one output to the next
 * @param padding places added on each side
 * @param samePadding whether to pad so that the output is as large as the input, instead of by
 *     {@code padding}; an odd place is added at the bottom and at the right
 * @param dilation inputs from one element of the kernel to the next
 * @param groups into how many groups the channels are cut, which do not see each other
 * @param bias whether there is one
 * @param paddingMode what stands in the places that are added
 */
public record Conv2dOptions(
    Size2d stride,
    Size2d padding,
    boolean samePadding,
    Size2d dilation,
    int groups,
    boolean bias,
    PaddingMode paddingMode) {
  /** Any options: what the layers do not accept, they refuse themselves. */
  @Puts({
    "stride = $0",
    "padding = $1",
    "samePadding = $2",
    "dilation = $3",
    "groups = $4",
    "bias = $5",
    "paddingMode = $6"
  })
  public Conv2dOptions {}

  private static final Conv2dOptions DEFAULTS =
      new Conv2dOptions(
          Size2d.of(1), Size2d.of(0), false, Size2d.of(1), 1, true, PaddingMode.ZEROS);

  /** PyTorch's defaults: stride 1, no padding, no dilation, one group, a bias. */
  @Puts({
    "stride = {height = 1, width = 1}",
    "padding = {height = 0, width = 0}",
    "samePadding = false",
    "dilation = {height = 1, width = 1}",
    "groups = 1"
  })
  public static Conv2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride} in both directions. */
  @Puts("stride = {height = $0, width = $0}")
  public Conv2dOptions withStride(int value) {
    return withStride(Size2d.of(value));
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public Conv2dOptions withStride(Size2d value) {
    return new Conv2dOptions(value, padding, samePadding, dilation, groups, bias, paddingMode);
  }

  /** These options with another {@link #padding} in both directions. */
  @Puts({"padding = {height = $0, width = $0}", "samePadding = false"})
  public Conv2dOptions withPadding(int value) {
    return withPadding(Size2d.of(value));
  }

  /** These options with another {@link #padding}. */
  @Puts({"padding = $0", "samePadding = false"})
  public Conv2dOptions withPadding(Size2d value) {
    return new Conv2dOptions(stride, value, false, dilation, groups, bias, paddingMode);
  }

  /** These options with {@link #samePadding}: PyTorch's {@code padding='same'}. */
  @Puts("samePadding = true")
  public Conv2dOptions withSamePadding() {
    return new Conv2dOptions(stride, Size2d.of(0), true, dilation, groups, bias, paddingMode);
  }

  /** These options with another {@link #dilation} in both directions. */
  @Puts("dilation = {height = $0, width = $0}")
  public Conv2dOptions withDilation(int value) {
    return withDilation(Size2d.of(value));
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public Conv2dOptions withDilation(Size2d value) {
    return new Conv2dOptions(stride, padding, samePadding, value, groups, bias, paddingMode);
  }

  /** These options with another number of {@link #groups}. */
  @Puts("groups = $0")
  public Conv2dOptions withGroups(int value) {
    return new Conv2dOptions(stride, padding, samePadding, dilation, value, bias, paddingMode);
  }

  /** These options with or without a {@link #bias}. */
  @Puts("bias = $0")
  public Conv2dOptions withBias(boolean value) {
    return new Conv2dOptions(stride, padding, samePadding, dilation, groups, value, paddingMode);
  }

  /** These options with another {@link #paddingMode}. */
  @Puts("paddingMode = $0")
  public Conv2dOptions withPaddingMode(PaddingMode value) {
    return new Conv2dOptions(stride, padding, samePadding, dilation, groups, bias, value);
  }
}
