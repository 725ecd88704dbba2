package dev.forja.nn;

/**
 * The options of {@link Conv1d}, by PyTorch's names. Padding is zeros.
 *
 * @param stride inputs from one output to the next
 * @param padding zeros on each side
 * @param samePadding whether to pad so that the output is as long as the input, instead of by
 *     {@code padding}; an odd zero is added at the end
 * @param dilation inputs from one element of the kernel to the next
 * @param groups into how many groups the channels are cut, which do not see each other
 * @param bias whether there is one
 */
public record Conv1dOptions(
    int stride, int padding, boolean samePadding, int dilation, int groups, boolean bias) {
  private static final Conv1dOptions DEFAULTS = new Conv1dOptions(1, 0, false, 1, 1, true);

  /** PyTorch's defaults: stride 1, no padding, no dilation, one group, a bias. */
  public static Conv1dOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #stride}. */
  public Conv1dOptions withStride(int value) {
    return new Conv1dOptions(value, padding, samePadding, dilation, groups, bias);
  }

  /** These options with another {@link #padding}. */
  public Conv1dOptions withPadding(int value) {
    return new Conv1dOptions(stride, value, samePadding, dilation, groups, bias);
  }

  /** These options with another {@link #samePadding}. */
  public Conv1dOptions withSamePadding(boolean value) {
    return new Conv1dOptions(stride, padding, value, dilation, groups, bias);
  }

  /** These options with another {@link #dilation}. */
  public Conv1dOptions withDilation(int value) {
    return new Conv1dOptions(stride, padding, samePadding, value, groups, bias);
  }

  /** These options with another {@link #groups}. */
  public Conv1dOptions withGroups(int value) {
    return new Conv1dOptions(stride, padding, samePadding, dilation, value, bias);
  }

  /** These options with another {@link #bias}. */
  public Conv1dOptions withBias(boolean value) {
    return new Conv1dOptions(stride, padding, samePadding, dilation, groups, value);
  }
}
