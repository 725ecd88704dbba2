package dev.forja.nn;

import dev.forja.spi.Puts;
import dev.forja.tensor.PaddingMode;

/**
 * The options of {@link Conv1d}, by PyTorch's names.
 *
 * @param stride inputs from one output to the next
 * @param padding places added on each side
 * @param samePadding whether to pad so that the output is as long as the input, instead of by
 *     {@code padding}; an odd place is added at the end
 * @param dilation inputs from one element of the kernel to the next
 * @param groups into how many groups the channels are cut, which do not see each other
 * @param bias whether there is one
 * @param paddingMode what stands in the places that are added
 */
public record Conv1dOptions(
    int stride,
    int padding,
    boolean samePadding,
    int dilation,
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
  public Conv1dOptions {}

  private static final Conv1dOptions DEFAULTS =
      new Conv1dOptions(1, 0, false, 1, 1, true, PaddingMode.ZEROS);

  /** PyTorch's defaults: stride 1, no padding, no dilation, one group, a bias. */
  @Puts({"stride = 1", "padding = 0", "samePadding = false", "dilation = 1", "groups = 1"})
  public static Conv1dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  @Puts("stride = $0")
  public Conv1dOptions withStride(int value) {
    return new Conv1dOptions(value, padding, samePadding, dilation, groups, bias, paddingMode);
  }

  /** These options with another {@link #padding}. */
  @Puts("padding = $0")
  public Conv1dOptions withPadding(int value) {
    return new Conv1dOptions(stride, value, samePadding, dilation, groups, bias, paddingMode);
  }

  /** These options with another {@link #samePadding}. */
  @Puts("samePadding = $0")
  public Conv1dOptions withSamePadding(boolean value) {
    return new Conv1dOptions(stride, padding, value, dilation, groups, bias, paddingMode);
  }

  /** These options with another {@link #dilation}. */
  @Puts("dilation = $0")
  public Conv1dOptions withDilation(int value) {
    return new Conv1dOptions(stride, padding, samePadding, value, groups, bias, paddingMode);
  }

  /** These options with another {@link #groups}. */
  @Puts("groups = $0")
  public Conv1dOptions withGroups(int value) {
    return new Conv1dOptions(stride, padding, samePadding, dilation, value, bias, paddingMode);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public Conv1dOptions withBias(boolean value) {
    return new Conv1dOptions(stride, padding, samePadding, dilation, groups, value, paddingMode);
  }

  /** These options with another {@link #paddingMode}. */
  @Puts("paddingMode = $0")
  public Conv1dOptions withPaddingMode(PaddingMode value) {
    return new Conv1dOptions(stride, padding, samePadding, dilation, groups, bias, value);
  }
}
