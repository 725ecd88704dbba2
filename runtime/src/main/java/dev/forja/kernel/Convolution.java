package dev.forja.kernel;

/**
 * The sizes of a two-dimensional convolution: x is [images, inChannels, rows.in, columns.in], the
 * weight [outChannels, inChannels / groups, rows.kernel, columns.kernel], y [images, outChannels,
 * rows.out, columns.out], all dense. The channels are divided into groups; the outputs of a group
 * depend only on the inputs of that group.
 *
 * @param images the size of the batch
 * @param inChannels a multiple of groups
 * @param outChannels a multiple of groups
 */
public record Convolution(
    int images, int inChannels, int outChannels, int groups, ConvAxis rows, ConvAxis columns) {
  /** The number of input channels that one output channel depends on. */
  public int groupInputs() {
    return inChannels / groups;
  }

  /** The number of output channels that one input channel contributes to. */
  public int groupOutputs() {
    return outChannels / groups;
  }

  /** The number of elements in one channel of an input image. */
  public int inPlane() {
    return rows.in() * columns.in();
  }

  /** The number of elements in one channel of an output image. */
  public int outPlane() {
    return rows.out() * columns.out();
  }

  /** The number of weights between one input and one output channel. */
  public int taps() {
    return rows.kernel() * columns.kernel();
  }

  /** The number of elements in the whole weight. */
  public int weights() {
    return outChannels * groupInputs() * taps();
  }
}
