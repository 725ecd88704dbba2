package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.Convolution;
import dev.forja.kernel.conv.ConvolutionScratch;
import dev.forja.kernel.conv.PaddedPlanes;
import dev.forja.kernel.conv.Taps;
import dev.forja.kernel.conv.WeightSums;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.vector.base.LaneReduceFour;
import dev.forja.kernel.vector.base.RowCopy;
import dev.forja.kernel.vector.base.Scratch;
import dev.forja.kernel.vector.gemm.Tile;
import java.util.Arrays;

/** Computes {@link WeightSums} with register tiles. */
final class WeightGradient {
  /**
   * The number of output channels of a slice, as many as the largest tile that fits the registers.
   */
  private static final int CHANNELS =
      Tile.ROWS == WeightTile8x3.CHANNELS ? WeightTile8x3.CHANNELS : WeightTile4x3.CHANNELS;

  private final WeightSums sums;
  private final Convolution c;
  private final PaddedPlanes planes;
  private final Taps taps;
  private final int positions;
  private final int slices;

  WeightGradient(WeightSums sums) {
    this.sums = sums;
    this.c = sums.convolution();
    this.planes = sums.planes();
    this.taps = sums.taps();
    this.positions = sums.positions();
    this.slices = Math.ceilDiv(c.groupOutputs(), CHANNELS);
  }

  void run(float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    int size = c.weights();
    int chunk = sums.chunk();
    int chunks = sums.chunks();
    int all = c.groups() * slices;
    int cut = Math.ceilDiv(all, Math.min(all, Math.ceilDiv(Parallel.threads(), chunks)));
    int cuts = Math.ceilDiv(all, cut);
    ConvolutionScratch scratch = ConvolutionScratch.take();
    float[] partials = scratch.weights(chunks * size);
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
    sums.join(partials, dw, dwo);
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
    int planesStep = sums.planesStep();
    int rowsStep = Math.min(CHANNELS, channels) * positions;
    int together = sums.together(endImage - image);
    float[] padded = scratch.planes(together * planesStep);
    int rowsSize = Scratch.ALIGNED + together * rowsStep + ALL;
    float[] rows = scratch.rows(rowsSize);
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
    float[] vectors = new float[CHANNELS * WeightTile4x3.TAPS * ALL];
    float[] totals = new float[CHANNELS * WeightTile4x3.TAPS + LANES];
    int count = taps.count();
    int width = channels == 1 ? WeightTile1x9.TAPS : WeightTile4x3.TAPS;
    for (int k = 0; k < count; k += width) {
      int height = 0;
      for (int lane = 0; lane < ALL; lane += LANES) {
        height = tile(images, rows, rowsStep, channels, padded, planesStep, k, lane, vectors);
      }
      for (int i = 0; i < height * width; i += 4) {
        LaneReduceFour.sums(vectors, i * ALL, totals, i);
      }
      int last = Math.min(width, count - k);
      for (int r = 0; r < channels; r++) {
        for (int t = 0; t < last; t++) {
          to[weight + r * count + k + t] += totals[t * height + r];
        }
      }
    }
  }

  /**
   * Computes, as vectors, some lanes of the sums of the smallest tile that covers all channels;
   * returns its number of channels.
   */
  private int tile(
      int images,
      float[] rows,
      int rowsStep,
      int present,
      float[] padded,
      int planesStep,
      int tap,
      int lane,
      float[] vectors) {
    int[] offsets = taps.offsets();
    int first = Scratch.ALIGNED;
    if (present == 1) {
      WeightTile1x9.run(
          images,
          positions,
          rows,
          rowsStep,
          first,
          padded,
          planesStep,
          offsets,
          tap,
          lane,
          vectors);
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
          lane,
          vectors);
      return WeightTile8x3.CHANNELS;
    }
    WeightTile4x3.run(
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
        lane,
        vectors);
    return WeightTile4x3.CHANNELS;
  }
}
