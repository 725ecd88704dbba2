package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.Convolution;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.vector.base.LaneReduceFour;
import dev.forja.kernel.vector.base.RowCopy;
import dev.forja.kernel.vector.base.Scratch;
import dev.forja.kernel.vector.gemm.Tile;
import java.util.Arrays;

/**
 * The gradient of a convolution's weight: for each weight, the input that its tap read times the
 * gradient of the output, summed over positions and images. The batch is divided into chunks whose
 * sums are added in order; the chunks do not depend on the number of threads.
 */
final class WeightGradient {
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

  /**
   * The number of output channels of a slice, as many as the largest tile that fits the registers.
   */
  private static final int CHANNELS =
      Tile.ROWS == WeightTile8x3.CHANNELS ? WeightTile8x3.CHANNELS : WeightTile4x3.CHANNELS;

  private final Convolution c;
  private final PaddedPlanes planes;
  private final Taps taps;
  private final int positions;
  private final int slices;

  WeightGradient(Convolution c) {
    this.c = c;
    this.planes = new PaddedPlanes(c.rows(), c.columns());
    this.taps = Taps.forward(c, planes);
    int last = (c.rows().out() - 1) * planes.pitch() + c.columns().out();
    this.positions = Math.ceilDiv(last, LANES) * LANES;
    this.slices = Math.ceilDiv(c.groupOutputs(), CHANNELS);
  }

  void run(float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    int size = c.weights();
    int most = Math.clamp(PARTIALS / size, 1, CHUNKS);
    int chunk = Math.max(IMAGES, Math.ceilDiv(c.images(), most));
    int chunks = Math.max(1, Math.ceilDiv(c.images(), chunk));
    int all = c.groups() * slices;
    int cut = Math.ceilDiv(all, Math.min(all, Math.ceilDiv(Parallel.threads(), chunks)));
    int cuts = Math.ceilDiv(all, cut);
    ConvolutionScratch scratch = ConvolutionScratch.take();
    float[] partials = scratch.weights.of(chunks * size);
    Parallel.run(
        chunks * cuts,
        index -> {
          int image = index / cuts * chunk;
          int slice = index % cuts * cut;
          add(
              x,
              xo,
              dy,
              dyo,
              image,
              Math.min(c.images(), image + chunk),
              slice,
              Math.min(all, slice + cut),
              partials,
              index / cuts * size);
        });
    System.arraycopy(partials, 0, dw, dwo, size);
    for (int i = 1; i < chunks; i++) {
      for (int j = 0; j < size; j++) {
        dw[dwo + j] += partials[i * size + j];
      }
    }
    scratch.giveBack();
  }

  /** Adds the sums of some images for a range of slices, which are counted over all groups. */
  private void add(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      int image,
      int endImage,
      int slice,
      int endSlice,
      float[] to,
      int at) {
    for (int group = slice / slices; group * slices < endSlice; group++) {
      int first = Math.max(0, slice - group * slices) * CHANNELS;
      int end = Math.min(c.groupOutputs(), (endSlice - group * slices) * CHANNELS);
      int channel = group * c.groupOutputs() + first;
      int weight = at + channel * taps.count();
      Arrays.fill(to, weight, weight + (end - first) * taps.count(), 0f);
      addGroup(x, xo, dy, dyo, image, endImage, group, channel, end - first, to, weight);
    }
  }

  private void addGroup(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      int image,
      int endImage,
      int group,
      int channel,
      int channels,
      float[] to,
      int weight) {
    ConvolutionScratch scratch = ConvolutionScratch.take();
    int inputs = c.groupInputs();
    int planesStep = planes.size(inputs, LANES);
    int rowsStep = Math.min(CHANNELS, channels) * positions;
    int most = Math.min(endImage - image, CACHED_ELEMENTS / (planesStep + rowsStep));
    int together = Math.max(1, most);
    float[] padded = scratch.planes.of(together * planesStep);
    int rowsSize = Scratch.ALIGNED + together * rowsStep + LANES;
    float[] rows = scratch.rows.of(rowsSize);
    Arrays.fill(padded, 0, together * planesStep, 0f);
    Arrays.fill(rows, 0, rowsSize, 0f);
    for (int from = image; from < endImage; from += together) {
      int images = Math.min(together, endImage - from);
      for (int n = 0; n < images; n++) {
        int source = xo + ((from + n) * c.inChannels() + group * inputs) * c.inPlane();
        planes.fill(x, source, inputs, padded, n * planesStep);
      }
      for (int o = 0; o < channels; o += CHANNELS) {
        int present = Math.min(CHANNELS, channels - o);
        for (int n = 0; n < images; n++) {
          int gradient = dyo + ((from + n) * c.outChannels() + channel + o) * c.outPlane();
          copyRows(dy, gradient, present, rows, Scratch.ALIGNED + n * rowsStep);
        }
        addImages(
            images, rows, rowsStep, present, padded, planesStep, to, weight + o * taps.count());
      }
    }
    scratch.giveBack();
  }

  private void copyRows(float[] dy, int from, int channels, float[] rows, int to) {
    int width = c.columns().out();
    for (int o = 0; o < channels; o++) {
      for (int i = 0; i < c.rows().out(); i++) {
        RowCopy.padded(
            dy,
            from + o * c.outPlane() + i * width,
            rows,
            to + o * positions + i * planes.pitch(),
            width);
      }
    }
  }

  /** Adds the sums for the channels of one slice. */
  private void addImages(
      int images,
      float[] rows,
      int rowsStep,
      int channels,
      float[] padded,
      int planesStep,
      float[] to,
      int weight) {
    float[] vectors = new float[CHANNELS * WeightTile4x3.TAPS * LANES];
    float[] sums = new float[CHANNELS * WeightTile4x3.TAPS + LANES];
    int count = taps.count();
    int width = channels == 1 ? WeightTile1x9.TAPS : WeightTile4x3.TAPS;
    for (int k = 0; k < count; k += width) {
      int height = tile(images, rows, rowsStep, channels, padded, planesStep, k, vectors);
      for (int i = 0; i < height * width; i += 4) {
        LaneReduceFour.sums(vectors, i * LANES, sums, i);
      }
      int last = Math.min(width, count - k);
      for (int r = 0; r < channels; r++) {
        for (int t = 0; t < last; t++) {
          to[weight + r * count + k + t] += sums[t * height + r];
        }
      }
    }
  }

  /**
   * Computes, as vectors, the sums of the smallest tile that covers all channels; returns its
   * number of channels.
   */
  private int tile(
      int images,
      float[] rows,
      int rowsStep,
      int present,
      float[] padded,
      int planesStep,
      int tap,
      float[] vectors) {
    int[] offsets = taps.offsets();
    int first = Scratch.ALIGNED;
    if (present == 1) {
      WeightTile1x9.run(
          images, positions, rows, rowsStep, first, padded, planesStep, offsets, tap, vectors);
      return 1;
    }
    int lastTap = offsets.length - 1;
    int p0 = offsets[tap];
    int p1 = offsets[Math.min(tap + 1, lastTap)];
    int p2 = offsets[Math.min(tap + 2, lastTap)];
    if (present > WeightTile4x3.CHANNELS) {
      WeightTile8x3.run(
          images,
          positions,
          rows,
          rowsStep,
          first,
          present,
          padded,
          planesStep,
          p0,
          p1,
          p2,
          vectors);
      return WeightTile8x3.CHANNELS;
    }
    WeightTile4x3.run(
        images, positions, rows, rowsStep, first, present, padded, planesStep, p0, p1, p2, vectors);
    return WeightTile4x3.CHANNELS;
  }
}
