package dev.forja.kernel.vector.conv;

/**
 * A batch of images that a correlation reads or writes.
 *
 * @param from where the first element of the first image stands
 * @param channels channels of one image
 * @param plane elements of one channel
 * @param rowStep elements from one row to the next
 * @param columnStep elements from one column to the next
 */
record Images(float[] values, int from, int channels, int plane, int rowStep, int columnStep) {
  int start(int image, int channel) {
    return from + (image * channels + channel) * plane;
  }
}
