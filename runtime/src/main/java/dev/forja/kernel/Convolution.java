package dev.forja.kernel;

/**
 * The sizes of a two-dimensional convolution: x is [images, inChannels, rows.in, columns.in], the
 * weight [outChannels, inChannels / groups, rows.kernel, columns.kernel], y [images, outChannels,
 * rows.out, columns.out], each dense. Channels are cut into groups; outputs of a group see its
 * inputs only.
 *
 * @param images the size of the batch
 * @param inChannels a multiple of groups
 * @param outChannels a multiple of groups
 */
public record Convolution(
    int images, int inChannels, int outChannels, int groups, ConvAxis rows, ConvAxis columns) {
  /** Input channels that one output sees. */
  public int groupInputs() {
    return inChannels / groups;
  }

  /** Output channels that one input reaches. */
  public int groupOutputs() {
    return outChannels / groups;
  }

  /** Elements of one channel of one input image. */
  public int inPlane() {
    return rows.in() * columns.in();
  }

  /** Elements of one channel of one output image. */
  public int outPlane() {
    return rows.out() * columns.out();
  }

  /** Weights between one input and one output channel. */
  public int taps() {
    return rows.kernel() * columns.kernel();
  }

  /** Elements of the whole weight. */
  public int weights() {
    return outChannels * groupInputs() * taps();
  }
}
