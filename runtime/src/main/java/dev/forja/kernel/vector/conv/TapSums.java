package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.conv.ConvolutionScratch;
import dev.forja.kernel.conv.Correlation;
import dev.forja.kernel.conv.Images;
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
   * Computes the images of {@code target} from those of {@code source}.
   *
   * @param bias added to each target channel; null for none
   */
  void run(
      int images,
      Images source,
      float[] w,
      int wo,
      float @Nullable [] bias,
      int bo,
      Images target) {
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
    int pieces =
        (int)
            Math.min(
                (long) Thresholds.PIECES_PER_THREAD * Parallel.threads(),
                work / Thresholds.CONVOLUTION_SHARE);
    if (pieces <= 1 || Parallel.threads() == 1) {
      work(source, 0, images, tiles, 0, slices, packed, bias, bo, target);
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
          work(source, image, endImage, tiles, slice, endSlice, packed, bias, bo, target);
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
      Images target) {
    ConvolutionScratch scratch = ConvolutionScratch.take();
    int size = sums.planes().size(sums.inputs(), TapTiles.WIDTH);
    float[] padded = scratch.planes(size);
    Arrays.fill(padded, 0, size, 0f);
    int band = Math.clamp(positions() / sums.planes().pitch(), 1, sums.rows());
    int ld = Math.ceilDiv(band * sums.planes().pitch(), TapTiles.WIDTH) * TapTiles.WIDTH;
    float[] made = scratch.rows(tiles.height() * ld);
    for (int n = image; n < endImage; n++) {
      for (int group = slice / tiles.count(); group * tiles.count() < endSlice; group++) {
        int first = Math.max(0, slice - group * tiles.count());
        int end = Math.min(tiles.count(), endSlice - group * tiles.count());
        sums.planes()
            .fill(
                source.values(), source.start(n, group * sums.inputs()), sums.inputs(), padded, 0);
        for (int row = 0; row < sums.rows(); row += band) {
          int height = Math.min(band, sums.rows() - row);
          for (int tile = first; tile < end; tile++) {
            make(tiles, group, tile, packed, padded, row, height, made, ld);
            for (int r = 0; r < tiles.present(tile); r++) {
              int channel = group * sums.outputs() + tiles.channel(tile) + r;
              int at = (tiles.channel(tile) + r) * ld;
              float add = bias == null ? 0 : bias[bo + channel];
              put(made, at, add, height, target, target.start(n, channel), row);
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

  private void make(
      TapTiles tiles,
      int group,
      int tile,
      float[] packed,
      float[] padded,
      int row,
      int height,
      float[] made,
      int ld) {
    TapKernel kernel = tiles.kernel(tile);
    int weights = tiles.packed(group, tile);
    for (int k = 0; k < sums.taps().count(); k += Taps.BLOCK) {
      kernel.run(
          sums.taps(),
          k,
          Math.min(sums.taps().count(), k + Taps.BLOCK),
          packed,
          weights + k * kernel.rows(),
          padded,
          row * sums.planes().pitch(),
          (height - 1) * sums.planes().pitch() + sums.columns(),
          k > 0,
          made,
          tiles.channel(tile) * ld,
          ld);
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
        for (int j = 0; j < sums.columns(); j++) {
          values[to + j * step] = made[from + j] + add;
        }
      }
    }
  }
}
