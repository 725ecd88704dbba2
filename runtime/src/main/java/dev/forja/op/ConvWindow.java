package dev.forja.op;

import dev.forja.array.Shapes;
import dev.forja.kernel.ConvAxis;

/**
 * How a convolution's kernel moves along one axis. Immutable.
 *
 * @param stride the distance between the windows of neighbouring outputs, in inputs
 * @param padBefore the number of zeros before the first input
 * @param padAfter the number of zeros after the last input
 * @param dilation the distance between neighbouring taps of the kernel, in inputs
 */
public record ConvWindow(int stride, int padBefore, int padAfter, int dilation) {
  /** Stride 1, no padding. */
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

  /** A window with the same padding on both sides. */
  public static ConvWindow of(int stride, int padding, int dilation) {
    return new ConvWindow(stride, padding, padding, dilation);
  }

  /**
   * Stride 1, padded so that there are as many outputs as inputs; if the padding is odd, the extra
   * zero is at the end, as in PyTorch.
   */
  public static ConvWindow same(int kernel, int dilation) {
    int pad = fits((kernel - 1L) * dilation, "kernel and dilation", kernel, dilation);
    return new ConvWindow(1, pad / 2, pad - pad / 2, dilation);
  }

  /** The same window without padding. */
  public ConvWindow bare() {
    return new ConvWindow(stride, 0, 0, dilation);
  }

  /** The number of inputs from the first tap of the kernel to the last. */
  int reach(int kernel) {
    return fits((kernel - 1L) * dilation + 1, "kernel and dilation", kernel, dilation);
  }

  int padded(int in) {
    return fits((long) in + padBefore + padAfter, "size and padding", in, padBefore, padAfter);
  }

  /**
   * The axis over {@code in} inputs. All indices are below {@link #padded}, so no sum overflows. A
   * stride with a single output, or a dilation with a single tap, is replaced by 1.
   */
  ConvAxis axis(int in, int kernel) {
    int out = (padded(in) - reach(kernel)) / stride + 1;
    return new ConvAxis(
        in, kernel, out == 1 ? 1 : stride, padBefore, kernel == 1 ? 1 : dilation, out);
  }

  /**
   * Converts a size that was computed as a long from these numbers; throws an exception if it is
   * too large.
   */
  static int fits(long size, String what, int... of) {
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "convolution: %s %s: expected a size below 2^31, not %d"
              .formatted(what, Shapes.show(of), size));
    }
    return (int) size;
  }
}
