package dev.forja.kernel.conv;

/**
 * A batch of images that a correlation reads or writes.
 *
 * @param from the index of the first element of the first image
 * @param channels the number of channels of one image
 * @param plane the number of elements of one channel
 * @param rowStep the distance between neighbouring rows, in elements
 * @param columnStep the distance between neighbouring columns, in elements
 */
public record Images(
    float[] values, int from, int channels, int plane, int rowStep, int columnStep) {
  public int start(int image, int channel) {
    return from + (image * channels + channel) * plane;
  }
}
