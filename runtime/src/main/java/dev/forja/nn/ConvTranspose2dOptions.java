package dev.forja.nn;

import dev.forja.spi.Puts;

/**
 * The options of {@link ConvTranspose2d}, by PyTorch's names.
 *
 * @param stride outputs from one input to the next
 * @param padding what is cut off from each side of the output
 * @param outputPadding what is added to the output at the bottom and at the right
 * @param groups into how many groups the channels are cut, which do not see each other
 * @param bias whether there is one
 * @param dilation outputs from one element of the kernel to the next
 */
public record ConvTranspose2dOptions(
    Size2d stride,
    Size2d padding,
    Size2d outputPadding,
    int groups,
    boolean bias,
    Size2d dilation) {
  /** Any options: what the layers do not accept, they refuse themselves. */
  @Puts({
    "stride = $0",
    "padding = $1",
    "outputPadding = $2",
    "groups = $3",
    "bias = $4",
    "dilation = $5"
  })
  public ConvTranspose2dOptions {}

  private static final ConvTranspose2dOptions DEFAULTS =
      new ConvTranspose2dOptions(Size2d.of(1), Size2d.of(0), Size2d.of(0), 1, true, Size2d.of(1));

  /** PyTorch's defaults: stride 1, no padding, one group, a bias, no dilation. */
  @Puts({
    "stride = {height = 1, width = 1}",
    "padding = {height = 0, width = 0}",
    "outputPadding = {height = 0, width = 0}",
    "groups = 1",
    "dilation = {height = 1, width = 1}"
  })
  public static ConvTranspose2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public ConvTranspose2dOptions withStride(Size2d value) {
    return new ConvTranspose2dOptions(value, padding, outputPadding, groups, bias, dilation);
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public ConvTranspose2dOptions withPadding(Size2d value) {
    return new ConvTranspose2dOptions(stride, value, outputPadding, groups, bias, dilation);
  }

  /** These options with another {@link #outputPadding}. */
  @Puts("outputPadding = $0")
  public ConvTranspose2dOptions withOutputPadding(Size2d value) {
    return new ConvTranspose2dOptions(stride, padding, value, groups, bias, dilation);
  }

  /** These options with another {@link #groups}. */
  @Puts("groups = $0")
  public ConvTranspose2dOptions withGroups(int value) {
    return new ConvTranspose2dOptions(stride, padding, outputPadding, value, bias, dilation);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public ConvTranspose2dOptions withBias(boolean value) {
    return new ConvTranspose2dOptions(stride, padding, outputPadding, groups, value, dilation);
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public ConvTranspose2dOptions withDilation(Size2d value) {
    return new ConvTranspose2dOptions(stride, padding, outputPadding, groups, bias, value);
  }
}
