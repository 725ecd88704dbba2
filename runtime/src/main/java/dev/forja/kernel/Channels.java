package dev.forja.kernel;

/**
 * A range of channels of a dense array [images, count, plane]: from {@code from} to {@code to},
 * exclusive. Arrays with one element per channel are indexed by the channel's number, counted from
 * 0.
 *
 * @param images the size of the batch
 * @param count the number of channels of an image
 * @param plane the number of elements in one channel of one image
 * @param from the first channel of the range
 * @param to the first channel after the range
 */
public record Channels(int images, int count, int plane, int from, int to) {
  /** All channels. */
  public static Channels all(int images, int count, int plane) {
    return new Channels(images, count, plane, 0, count);
  }

  /** The number of elements of one channel, over all images. */
  public int perChannel() {
    return images * plane;
  }

  /** The index of the first element of a channel of an image. */
  public int start(int image, int channel) {
    return (image * count + channel) * plane;
  }
}
