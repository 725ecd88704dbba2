package dev.forja.kernel.conv;

import dev.forja.kernel.Convolution;

/**
 * The gradient of a convolution's weight: for each weight, the input that its tap read times the
 * gradient of the output, summed over positions and images. The batch is divided into chunks whose
 * sums are added in order. The images of a chunk are divided into parts that fit in the cache; the
 * sum of a part has {@link #LANES} lanes, to which the positions of the padded planes go in turn,
 * and the lanes are added pairwise: each four neighbours, then those 8 places away, then 4. All of
 * this depends on the convolution alone, not on the width of vectors nor on the number of threads.
 */
public final class WeightSums {
  /** The number of lanes of a sum. */
  public static final int LANES = 16;

  /** The maximum number of chunks. */
  private static final int CHUNKS = 8;

  /** The minimum number of images per chunk. */
  private static final int IMAGES = 8;

  /**
   * The maximum number of elements of all partial gradients together; there is always at least one
   * partial gradient.
   */
  private static final int PARTIALS = 1 << 22;

  /**
   * The number of elements of input and gradient processed at a time, so that they stay in the
   * cache.
   */
  private static final int CACHED_ELEMENTS = 1 << 17;

  /** The number of output channels whose gradients are held in the cache at a time. */
  private static final int CHANNELS = 8;

  private final Convolution c;
  private final PaddedPlanes planes;
  private final Taps taps;
  private final int positions;
  private final int chunk;

  WeightSums(Convolution c, PaddedPlanes.RowCopier copier) {
    this.c = c;
    this.planes = new PaddedPlanes(c.rows(), c.columns(), copier);
    this.taps = Taps.forward(c, planes);
    int last = (c.rows().out() - 1) * planes.pitch() + c.columns().out();
    this.positions = Math.ceilDiv(last, LANES) * LANES;
    int most = Math.clamp(PARTIALS / c.weights(), 1, CHUNKS);
    this.chunk = Math.max(IMAGES, Math.ceilDiv(c.images(), most));
  }

  public Convolution convolution() {
    return c;
  }

  public PaddedPlanes planes() {
    return planes;
  }

  public Taps taps() {
    return taps;
  }

  /** The positions of a channel, rounded up to whole groups of lanes. */
  public int positions() {
    return positions;
  }

  /** The number of images in a chunk, except the last one. */
  public int chunk() {
    return chunk;
  }

  /** The number of chunks. */
  public int chunks() {
    return Math.max(1, Math.ceilDiv(c.images(), chunk));
  }

  /** The distance between the planes of neighbouring images, in elements. */
  public int planesStep() {
    return planes.size(c.groupInputs(), LANES);
  }

  /** The number of images of a chunk with {@code images} images that are summed at a time. */
  public int together(int images) {
    int rows = Math.min(CHANNELS, c.groupOutputs()) * positions;
    return Math.max(1, Math.min(images, CACHED_ELEMENTS / (planesStep() + rows)));
  }

  /** Adds the sums of the chunks in order. */
  public void join(float[] partials, float[] dw, int dwo) {
    int size = c.weights();
    System.arraycopy(partials, 0, dw, dwo, size);
    for (int i = 1; i < chunks(); i++) {
      for (int j = 0; j < size; j++) {
        dw[dwo + j] += partials[i * size + j];
      }
    }
  }
}
