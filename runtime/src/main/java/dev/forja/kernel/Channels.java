package dev.forja.kernel;

/**
 * Some channels of a dense [images, count, plane], those from {@code from} to {@code to},
 * exclusive. What has one element for each channel is indexed by the channel, from 0.
 *
 * @param images the size of the batch
 * @param count all channels of an image
 * @param plane elements of one channel of one image
 * @param from the first channel to work on
 * @param to the first channel after those
 */
public record Channels(int images, int count, int plane, int from, int to) {
  /** All channels. */
  public static Channels all(int images, int count, int plane) {
    return new Channels(images, count, plane, 0, count);
  }

  /** Elements of one channel in all images. */
  public int perChannel() {
    return images * plane;
  }

  /** Where a channel of an image begins. */
  public int start(int image, int channel) {
    return (image * count + channel) * plane;
  }
}
