package dev.forja.op;

import dev.forja.kernel.ConvAxis;

/**
 * How a convolution's kernel moves along one axis.
 *
 * @param stride inputs from one output to the next
 * @param padBefore zeros before the first input
 * @param padAfter zeros after the last input
 * @param dilation inputs from one tap of the kernel to the next
 */
public record ConvWindow(int stride, int padBefore, int padAfter, int dilation) {
  /** By one, without padding. */
  public static final ConvWindow ONE = of(1, 0, 1);

  /** Checks the sizes. */
  public ConvWindow {
    if (stride < 1 || dilation < 1 || padBefore < 0 || padAfter < 0) {
      throw new IllegalArgumentException(
          "convolution: stride %d, padding %d and %d, dilation %d: expected a stride and a dilation"
                  .formatted(stride, padBefore, padAfter, dilation)
              + " of 1 or more, and no negative padding");
    }
  }

  /** The same padding on both sides. */
  public static ConvWindow of(int stride, int padding, int dilation) {
    return new ConvWindow(stride, padding, padding, dilation);
  }

  /**
   * By one, padded so that there are as many outputs as inputs; an odd one is added at the end, as
   * in PyTorch.
   */
  public static ConvWindow same(int kernel, int dilation) {
    int pad = (kernel - 1) * dilation;
    return new ConvWindow(1, pad / 2, pad - pad / 2, dilation);
  }

  /** The same movement without padding. */
  public ConvWindow bare() {
    return new ConvWindow(stride, 0, 0, dilation);
  }

  /** Inputs from the first tap of the kernel to the last. */
  int reach(int kernel) {
    return (kernel - 1) * dilation + 1;
  }

  int padded(int in) {
    return in + padBefore + padAfter;
  }

  ConvAxis axis(int in, int kernel) {
    int out = (padded(in) - reach(kernel)) / stride + 1;
    return new ConvAxis(in, kernel, stride, padBefore, dilation, out);
  }
}
