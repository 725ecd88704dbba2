package dev.forja.nn;

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
  private static final ConvTranspose2dOptions DEFAULTS =
      new ConvTranspose2dOptions(Size2d.of(1), Size2d.of(0), Size2d.of(0), 1, true, Size2d.of(1));

  /** PyTorch's defaults: stride 1, no padding, one group, a bias, no dilation. */
  public static ConvTranspose2dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  public ConvTranspose2dOptions withStride(Size2d value) {
    return new ConvTranspose2dOptions(value, padding, outputPadding, groups, bias, dilation);
  }

  /** These options with another {@link #padding}. */
  public ConvTranspose2dOptions withPadding(Size2d value) {
    return new ConvTranspose2dOptions(stride, value, outputPadding, groups, bias, dilation);
  }

  /** These options with another {@link #outputPadding}. */
  public ConvTranspose2dOptions withOutputPadding(Size2d value) {
    return new ConvTranspose2dOptions(stride, padding, value, groups, bias, dilation);
  }

  /** These options with another {@link #groups}. */
  public ConvTranspose2dOptions withGroups(int value) {
    return new ConvTranspose2dOptions(stride, padding, outputPadding, value, bias, dilation);
  }

  /** These options with another {@link #bias}. */
  public ConvTranspose2dOptions withBias(boolean value) {
    return new ConvTranspose2dOptions(stride, padding, outputPadding, groups, value, dilation);
  }

  /** These options with another {@link #dilation}. */
  public ConvTranspose2dOptions withDilation(Size2d value) {
    return new ConvTranspose2dOptions(stride, padding, outputPadding, groups, bias, value);
  }
}
