package dev.forja.op;

import dev.forja.array.Shapes;
import dev.forja.kernel.ConvAxis;

/**
 * How a pooling window moves along one axis. Immutable.
 *
 * @param kernel the number of elements of the window
 * @param stride the distance between neighbouring windows, in inputs
 * @param padding the padding on both sides, at most half the extent of the window
 * @param dilation the distance between neighbouring elements of the window, in inputs
 * @param ceil whether a last window may start inside and end beyond the padding
 */
public record PoolWindow(int kernel, int stride, int padding, int dilation, boolean ceil) {
  /** Checks the sizes. */
  public PoolWindow {
    if (kernel < 1 || stride < 1 || dilation < 1) {
      throw new IllegalArgumentException(
          "pooling: kernel %d, stride %d, dilation %d: expected 1 or more of each"
              .formatted(kernel, stride, dilation));
    }
    long most = ((kernel - 1L) * dilation + 1) / 2;
    if (padding < 0 || padding > most) {
      throw new IllegalArgumentException(
          "pooling: padding %d: expected 0 to %d, half the extent of the kernel %d with dilation %d"
              .formatted(padding, most, kernel, dilation));
    }
  }

  /** Adjacent windows without padding. */
  public static PoolWindow of(int kernel) {
    return new PoolWindow(kernel, kernel, 0, 1, false);
  }

  /**
   * The axis over {@code in} inputs; throws an exception that names the op and the shape if no
   * window fits.
   */
  ConvAxis axis(Op op, int in, int[] shape) {
    var _ = ConvWindow.fits(in + 2L * padding, "size and padding", in, padding);
    var _ = ConvWindow.fits((kernel - 1L) * dilation + 1, "kernel and dilation", kernel, dilation);
    int room = in + 2 * padding - (kernel - 1) * dilation - 1;
    int out = (ceil ? Math.ceilDiv(room, stride) : Math.floorDiv(room, stride)) + 1;
    // A window that would start in the padding at the end is dropped.
    if (ceil && (out - 1L) * stride >= (long) in + padding) {
      out--;
    }
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException(
          "%s: no window of kernel %d, padding %d and dilation %d fits into size %d of input %s"
              .formatted(op.name(), kernel, padding, dilation, in, Shapes.show(shape)));
    }
    return new ConvAxis(
        in, kernel, out == 1 ? 1 : stride, padding, kernel == 1 ? 1 : dilation, out);
  }
}
