package dev.forja.kernel;

/**
 * One axis of a window that slides over an image. Output i reads the inputs {@code i * stride - pad
 * + t * dilation} for the taps t from 0 to {@code kernel - 1}; indices outside {@code [0, in)} are
 * padding. The amount of padding at the far end follows from {@code out}.
 *
 * @param in the size of the input
 * @param kernel the number of taps
 * @param stride the distance between the windows of neighbouring outputs, in inputs
 * @param pad the padding before the first input; a negative number skips inputs
 * @param dilation the distance between neighbouring taps, in inputs
 * @param out the size of the output
 */
public record ConvAxis(int in, int kernel, int stride, int pad, int dilation, int out) {
  /** An axis of size 1 that nothing slides along: the height of a one-dimensional image. */
  public static final ConvAxis FLAT = new ConvAxis(1, 1, 1, 0, 1, 1);

  /** The index of the input under the first tap of an output; negative if it is padding. */
  public int start(int output) {
    return output * stride - pad;
  }

  /** The first output whose tap {@code t} reads an input rather than padding. */
  public int firstInside(int t) {
    return Math.clamp(Math.ceilDiv(pad - t * dilation, stride), 0, out);
  }

  /** The end (exclusive) of the outputs whose tap {@code t} reads an input rather than padding. */
  public int endInside(int t) {
    return Math.clamp(Math.ceilDiv(in + pad - t * dilation, stride), firstInside(t), out);
  }
}
