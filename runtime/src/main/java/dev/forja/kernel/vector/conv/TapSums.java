package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.Finish;
import dev.forja.kernel.conv.ConvolutionScratch;
import dev.forja.kernel.conv.Correlation;
import dev.forja.kernel.conv.Images;
import dev.forja.kernel.conv.PaddedPlanes;
import dev.forja.kernel.conv.Taps;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import dev.forja.kernel.vector.base.RowCopy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Computes a {@link Correlation} with register tiles. How the work is divided does not change the
 * order of summation of an output.
 */
record TapSums(Correlation sums) {
  /**
   * The number of input elements processed at a time, over all channels, so that they stay in the
   * cache.
   */
  private static final int CACHED_ELEMENTS = 1 << 17;

  /**
   * How many multiplications of other convolutions take as long as one of those of single channels,
   * which read and write more for each.
   */
  private static final int SINGLE_CHANNEL = 6;

  /**
   * Computes the images of {@code target} from those of {@code source}.
   *
   * @param bias added to each target channel; null for none
   * @param finish what is done with the elements of {@code target}; null for nothing
   */
  void run(
      int images,
      Images source,
      float[] w,
      int wo,
      float @Nullable [] bias,
      int bo,
      Images target,
      @Nullable Finish finish) {
    TapTiles tiles = new TapTiles(sums.outputs(), sums.taps().count());
    int size = sums.groups() * tiles.height() * sums.taps().count();
    ConvolutionScratch scratch = ConvolutionScratch.take();
    float[] packed = scratch.weights(size);
    tiles.pack(sums.taps(), sums.groups(), w, wo, packed);
    int slices = sums.groups() * tiles.count();
    long work =
        (long) images
            * sums.groups()
            * sums.outputs()
            * sums.taps().count()
            * sums.rows()
            * sums.columns();
    if (sums.inputs() == 1 && sums.outputs() == 1) {
      work *= SINGLE_CHANNEL;
    }
    int pieces =
        (int)
            Math.min(
                (long) Thresholds.PIECES_PER_THREAD * Parallel.threads(),
                work / Thresholds.CONVOLUTION_SHARE);
    if (pieces <= 1 || Parallel.threads() == 1) {
      work(source, 0, images, tiles, 0, slices, packed, bias, bo, target, finish);
      scratch.giveBack();
      return;
    }
    int some = Math.ceilDiv(images, Math.min(images, pieces));
    int batches = Math.ceilDiv(images, some);
    int cut = Math.ceilDiv(slices, Math.min(slices, Math.ceilDiv(pieces, batches)));
    int cuts = Math.ceilDiv(slices, cut);
    Parallel.run(
        batches * cuts,
        index -> {
          int image = index / cuts * some;
          int slice = index % cuts * cut;
          int endImage = Math.min(images, image + some);
          int endSlice = Math.min(slices, slice + cut);
          work(source, image, endImage, tiles, slice, endSlice, packed, bias, bo, target, finish);
        });
    scratch.giveBack();
  }

  /**
   * @param slice the first tile, counted over all groups
   */
  private void work(
      Images source,
      int image,
      int endImage,
      TapTiles tiles,
      int slice,
      int endSlice,
      float[] packed,
      float @Nullable [] bias,
      int bo,
      Images target,
      @Nullable Finish finish) {
    if (Depthwise3x3.suits(sums, target)) {
      Depthwise3x3.channels(
          sums, source, image, endImage, slice, endSlice, packed, bias, bo, target, finish);
      return;
    }
    ConvolutionScratch scratch = ConvolutionScratch.take();
    PaddedPlanes planes = sums.planes();
    int band = Math.clamp(positions() / planes.pitch(), 1, sums.rows());
    boolean whole = band == sums.rows();
    PaddedPlanes layout = whole ? planes : planes.band(0, band);
    Taps taps = whole ? sums.taps() : sums.taps().in(planes, layout);
    int size = layout.size(sums.inputs(), TapTiles.WIDTH);
    float[] padded = scratch.planes(size);
    int ld = Math.ceilDiv(band * planes.pitch(), TapTiles.WIDTH) * TapTiles.WIDTH;
    float[] made = scratch.rows(tiles.height() * ld);
    Arrays.fill(padded, 0, size, 0f);
    for (int n = image; n < endImage; n++) {
      for (int group = slice / tiles.count(); group * tiles.count() < endSlice; group++) {
        int first = Math.max(0, slice - group * tiles.count());
        int end = Math.min(tiles.count(), endSlice - group * tiles.count());
        for (int row = 0; row < sums.rows(); row += band) {
          int height = Math.min(band, sums.rows() - row);
          PaddedPlanes here = whole ? planes : planes.band(row, band);
          if (!whole && here.hasPaddingRows()) {
            Arrays.fill(padded, 0, size, 0f);
          }
          float[] values = source.values();
          int from = source.start(n, group * sums.inputs());
          int filled = 0;
          // Block of taps by block, so that the inputs of one stay in the cache for all tiles.
          for (int k = 0; k < taps.count(); k += Taps.BLOCK) {
            int last = Math.min(taps.count(), k + Taps.BLOCK);
            int channels = Math.ceilDiv(last, taps.count() / sums.inputs()) - filled;
            here.fill(
                values, from + filled * source.plane(), channels, padded, filled * here.plane());
            filled += channels;
            make(tiles, taps, k, last, group, first, end, packed, padded, height, made, ld);
          }
          for (int tile = first; tile < end; tile++) {
            for (int r = 0; r < tiles.present(tile); r++) {
              int channel = group * sums.outputs() + tiles.channel(tile) + r;
              int at = (tiles.channel(tile) + r) * ld;
              float add = bias == null ? 0 : bias[bo + channel];
              put(made, at, add, height, target, target.start(n, channel), row);
              if (finish != null) {
                int start = target.start(n, channel) - target.from();
                finish.run(start + row * sums.columns(), height * sums.columns());
              }
            }
          }
        }
      }
    }
    scratch.giveBack();
  }

  private int positions() {
    return Math.clamp(CACHED_ELEMENTS / sums.inputs(), 16 * LANES, 128 * LANES);
  }

  /** Adds the taps from {@code k} to {@code last} for some tiles. */
  private void make(
      TapTiles tiles,
      Taps taps,
      int k,
      int last,
      int group,
      int first,
      int end,
      float[] packed,
      float[] padded,
      int height,
      float[] made,
      int ld) {
    int positions = (height - 1) * sums.planes().pitch() + sums.columns();
    for (int tile = first; tile < end; tile++) {
      TapKernel kernel = tiles.kernel(tile);
      int weights = tiles.packed(group, tile) + k * kernel.rows();
      int to = tiles.channel(tile) * ld;
      kernel.run(taps, k, last, packed, weights, padded, 0, positions, k > 0, made, to, ld);
    }
  }

  /** Copies the computed rows to the target, skipping the positions that are not outputs. */
  private void put(float[] made, int at, float add, int height, Images target, int start, int row) {
    float[] values = target.values();
    int step = target.columnStep();
    for (int i = 0; i < height; i++) {
      int from = at + i * sums.planes().pitch();
      int to = start + (row + i) * target.rowStep();
      if (step == 1) {
        // The elements written after a short row are overwritten by the rows below it, if there are
        // any.
        boolean room =
            target.rowStep() == sums.columns() && (sums.rows() - row - i) * sums.columns() >= LANES;
        RowCopy.add(made, from, add, values, to, sums.columns(), room);
      } else {
        spread(made, from, add, values, to, sums.columns(), step);
      }
    }
  }

  /** Step 2, of transposed convolutions, has a loop that needs no checks of bounds. */
  private static void spread(float[] x, int xo, float add, float[] y, int yo, int n, int step) {
    if (step == 2) {
      for (int j = 0; j < n; j++) {
        y[yo + 2 * j] = x[xo + j] + add;
      }
    } else {
      for (int j = 0; j < n; j++) {
        y[yo + j * step] = x[xo + j] + add;
      }
    }
  }
}
