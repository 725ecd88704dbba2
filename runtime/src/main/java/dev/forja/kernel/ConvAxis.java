package dev.forja.kernel;

/**
 * One axis of a window that slides over an image. Output i looks at the inputs {@code i * stride -
 * pad + t * dilation} for the taps t from 0 to {@code kernel - 1}; those outside {@code [0, in)}
 * are padding. What is padded at the far end follows from {@code out}.
 *
 * @param in the size of the input
 * @param kernel the number of taps
 * @param stride inputs from one output to the next
 * @param pad padding before the first input; negative to leave inputs out
 * @param dilation inputs from one tap to the next
 * @param out the size of the output
 */
public record ConvAxis(int in, int kernel, int stride, int pad, int dilation, int out) {
  /** An axis of size 1 that nothing slides along: the height of a one-dimensional image. */
  public static final ConvAxis FLAT = new ConvAxis(1, 1, 1, 0, 1, 1);

  /** The input under the first tap of an output; negative where that is padding. */
  public int start(int output) {
    return output * stride - pad;
  }

  /** The first output whose tap {@code t} is no padding. */
  public int firstInside(int t) {
    return Math.clamp(Math.ceilDiv(pad - t * dilation, stride), 0, out);
  }

  /** The first output after those whose tap {@code t} is no padding. */
  public int endInside(int t) {
    return Math.clamp(Math.ceilDiv(in + pad - t * dilation, stride), firstInside(t), out);
  }
}
