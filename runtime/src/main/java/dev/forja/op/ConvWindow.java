package dev.forja.op;

import dev.forja.array.Shapes;
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
    int pad = fits((kernel - 1L) * dilation, "kernel and dilation", kernel, dilation);
    return new ConvWindow(1, pad / 2, pad - pad / 2, dilation);
  }

  /** The same movement without padding. */
  public ConvWindow bare() {
    return new ConvWindow(stride, 0, 0, dilation);
  }

  /** Inputs from the first tap of the kernel to the last. */
  int reach(int kernel) {
    return fits((kernel - 1L) * dilation + 1, "kernel and dilation", kernel, dilation);
  }

  int padded(int in) {
    return fits((long) in + padBefore + padAfter, "size and padding", in, padBefore, padAfter);
  }

  /**
   * The axis over {@code in} inputs. All places that it names are below {@link #padded}, so no sum
   * of them overflows. A stride that is never gone, or a dilation within one tap, counts as 1.
   */
  ConvAxis axis(int in, int kernel) {
    int out = (padded(in) - reach(kernel)) / stride + 1;
    return new ConvAxis(
        in, kernel, out == 1 ? 1 : stride, padBefore, kernel == 1 ? 1 : dilation, out);
  }

  /** A size that was computed in long of these numbers, if it is one. */
  static int fits(long size, String what, int... of) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "convolution: %s %s: expected a size below 2^31, not %d"
              .formatted(what, Shapes.show(of), size));
    }
    return (int) size;
  }
}
