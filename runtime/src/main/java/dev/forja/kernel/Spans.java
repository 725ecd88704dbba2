package dev.forja.kernel;

import java.util.Arrays;

/**
 * The inputs that the outputs of an averaging window read along one axis. Output i reads the inputs
 * {@code from[i]} to {@code to[i]}, exclusive, and counts them as {@code size[i]} elements. The
 * arrays must not be changed.
 *
 * @param in the size of the input
 */
public record Spans(int in, int[] from, int[] to, int[] size) {
  /** The number of outputs. */
  public int out() {
    return from.length;
  }

  /**
   * The windows of {@code axis}, which has no dilation and the same padding at both ends.
   *
   * @param countPad whether padding counts as elements; places beyond the padding, which the last
   *     window may reach, never count
   */
  public static Spans sliding(ConvAxis axis, boolean countPad) {
    int[] from = new int[axis.out()];
    int[] to = new int[axis.out()];
    int[] size = new int[axis.out()];
    for (int i = 0; i < from.length; i++) {
      int start = axis.start(i);
      int end = Math.min(start + axis.kernel(), axis.in() + axis.pad());
      from[i] = Math.max(start, 0);
      to[i] = Math.max(Math.min(end, axis.in()), from[i]);
      size[i] = countPad ? end - start : to[i] - from[i];
    }
    return new Spans(axis.in(), from, to, size);
  }

  /** {@code out} windows that cover {@code in} inputs evenly, overlapping where necessary. */
  public static Spans adaptive(int in, int out) {
    int[] from = new int[out];
    int[] to = new int[out];
    int[] size = new int[out];
    for (int i = 0; i < out; i++) {
      from[i] = (int) ((long) i * in / out);
      to[i] = (int) Math.ceilDiv((i + 1L) * in, (long) out);
      size[i] = to[i] - from[i];
    }
    return new Spans(in, from, to, size);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spans that
        && in == that.in
        && Arrays.equals(from, that.from)
        && Arrays.equals(to, that.to)
        && Arrays.equals(size, that.size);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(from) + in;
  }
}
