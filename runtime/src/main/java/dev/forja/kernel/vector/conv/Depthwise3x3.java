package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.Finish;
import dev.forja.kernel.conv.ConvolutionScratch;
import dev.forja.kernel.conv.Correlation;
import dev.forja.kernel.conv.Images;
import dev.forja.kernel.conv.PaddedPlanes;
import dev.forja.kernel.conv.Taps;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * One channel with a window of 3 x 3 and stride 1, four rows of outputs at a time: an input that is
 * read serves up to three of them. All weights stay in registers. The fences keep the compiler from
 * reading far ahead, which would push them out.
 */
final class Depthwise3x3 {
  /** The number of rows of outputs that are computed at a time. */
  static final int ROWS = 4;

  /** The number of padded inputs of a band. */
  private static final int CACHED_ELEMENTS = 1 << 12;

  private Depthwise3x3() {}

  /** Whether this class computes these sums, with these taps. */
  static boolean suits(Correlation sums, Images target) {
    Taps taps = sums.taps();
    if (sums.inputs() != 1
        || sums.outputs() != 1
        || taps.count() != 9
        || sums.rows() < ROWS
        || sums.columns() < LANES
        || target.columnStep() != 1) {
      return false;
    }
    for (int k = 0; k < 9; k++) {
      if (taps.weights()[k] != k || taps.offsets()[k] != k / 3 * sums.planes().pitch() + k % 3) {
        return false;
      }
    }
    return true;
  }

  /**
   * Computes the channels from {@code group} to {@code endGroup} of some images, band by band of
   * rows, so that the padded inputs of a band stay in the first cache.
   *
   * @param w the weights, 9 for each channel
   * @param bias added to each channel; null for none
   * @param finish what is done with the elements of {@code target}; null for nothing
   */
  static void channels(
      Correlation sums,
      Images source,
      int image,
      int endImage,
      int group,
      int endGroup,
      float[] w,
      float @Nullable [] bias,
      int bo,
      Images target,
      @Nullable Finish finish) {
    int pitch = sums.planes().pitch();
    int rows = sums.rows();
    int fitting = (CACHED_ELEMENTS / pitch - 2) / ROWS * ROWS;
    int band = Math.clamp(fitting, ROWS, rows);
    ConvolutionScratch scratch = ConvolutionScratch.take();
    int size = sums.planes().band(0, band).size(1, LANES);
    float[] padded = scratch.planes(size);
    boolean clean = false;
    for (int n = image; n < endImage; n++) {
      for (int channel = group; channel < endGroup; channel++) {
        float add = bias == null ? 0 : bias[bo + channel];
        for (int r = 0; r < rows; r += band) {
          int row = Math.min(r, rows - band);
          PaddedPlanes planes = sums.planes().band(row, band);
          if (!clean || (band < rows && planes.hasPaddingRows())) {
            Arrays.fill(padded, 0, size, 0f);
            clean = true;
          }
          planes.fill(source.values(), source.start(n, channel), 1, padded, 0);
          int to = target.start(n, channel) + row * target.rowStep();
          run(
              w,
              channel * 9,
              padded,
              pitch,
              band,
              sums.columns(),
              add,
              target.values(),
              to,
              target.rowStep());
        }
        if (finish != null) {
          finish.run(target.start(n, channel) - target.from(), target.plane());
        }
      }
    }
    scratch.giveBack();
  }

  /**
   * Computes rows of outputs from padded rows. Vectors at the end of a row or of the rows overlap
   * others.
   *
   * @param rows {@link #ROWS} or more
   * @param columns {@code LANES} or more
   */
  private static void run(
      float[] w,
      int wo,
      float[] planes,
      int pitch,
      int rows,
      int columns,
      float add,
      float[] y,
      int yo,
      int ldy) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector w0 = FloatVector.broadcast(SPECIES, w[wo]);
    FloatVector w1 = FloatVector.broadcast(SPECIES, w[wo + 1]);
    FloatVector w2 = FloatVector.broadcast(SPECIES, w[wo + 2]);
    FloatVector w3 = FloatVector.broadcast(SPECIES, w[wo + 3]);
    FloatVector w4 = FloatVector.broadcast(SPECIES, w[wo + 4]);
    FloatVector w5 = FloatVector.broadcast(SPECIES, w[wo + 5]);
    FloatVector w6 = FloatVector.broadcast(SPECIES, w[wo + 6]);
    FloatVector w7 = FloatVector.broadcast(SPECIES, w[wo + 7]);
    FloatVector w8 = FloatVector.broadcast(SPECIES, w[wo + 8]);
    for (int r = 0; r < rows; r += ROWS) {
      int row = Math.min(r, rows - ROWS);
      for (int c = 0; c < columns; c += LANES) {
        int column = Math.min(c, columns - LANES);
        int at = row * pitch + column;
        int to = yo + row * ldy + column;
        FloatVector b = FloatVector.fromArray(SPECIES, planes, at);
        FloatVector c0 = w0.fma(b, zero);
        b = FloatVector.fromArray(SPECIES, planes, at + 1);
        c0 = w1.fma(b, c0);
        b = FloatVector.fromArray(SPECIES, planes, at + 2);
        c0 = w2.fma(b, c0);
        VarHandle.loadLoadFence();
        b = FloatVector.fromArray(SPECIES, planes, at + pitch);
        c0 = w3.fma(b, c0);
        FloatVector c1 = w0.fma(b, zero);
        b = FloatVector.fromArray(SPECIES, planes, at + pitch + 1);
        c0 = w4.fma(b, c0);
        c1 = w1.fma(b, c1);
        b = FloatVector.fromArray(SPECIES, planes, at + pitch + 2);
        c0 = w5.fma(b, c0);
        c1 = w2.fma(b, c1);
        VarHandle.loadLoadFence();
        b = FloatVector.fromArray(SPECIES, planes, at + 2 * pitch);
        c0 = w6.fma(b, c0);
        c1 = w3.fma(b, c1);
        FloatVector c2 = w0.fma(b, zero);
        b = FloatVector.fromArray(SPECIES, planes, at + 2 * pitch + 1);
        c0 = w7.fma(b, c0);
        c1 = w4.fma(b, c1);
        c2 = w1.fma(b, c2);
        b = FloatVector.fromArray(SPECIES, planes, at + 2 * pitch + 2);
        c0 = w8.fma(b, c0);
        c1 = w5.fma(b, c1);
        c2 = w2.fma(b, c2);
        VarHandle.loadLoadFence();
        c0.add(add).intoArray(y, to);
        b = FloatVector.fromArray(SPECIES, planes, at + 3 * pitch);
        c1 = w6.fma(b, c1);
        c2 = w3.fma(b, c2);
        FloatVector c3 = w0.fma(b, zero);
        b = FloatVector.fromArray(SPECIES, planes, at + 3 * pitch + 1);
        c1 = w7.fma(b, c1);
        c2 = w4.fma(b, c2);
        c3 = w1.fma(b, c3);
        b = FloatVector.fromArray(SPECIES, planes, at + 3 * pitch + 2);
        c1 = w8.fma(b, c1);
        c2 = w5.fma(b, c2);
        c3 = w2.fma(b, c3);
        VarHandle.loadLoadFence();
        c1.add(add).intoArray(y, to + ldy);
        b = FloatVector.fromArray(SPECIES, planes, at + 4 * pitch);
        c2 = w6.fma(b, c2);
        c3 = w3.fma(b, c3);
        b = FloatVector.fromArray(SPECIES, planes, at + 4 * pitch + 1);
        c2 = w7.fma(b, c2);
        c3 = w4.fma(b, c3);
        b = FloatVector.fromArray(SPECIES, planes, at + 4 * pitch + 2);
        c2 = w8.fma(b, c2);
        c3 = w5.fma(b, c3);
        VarHandle.loadLoadFence();
        c2.add(add).intoArray(y, to + 2 * ldy);
        b = FloatVector.fromArray(SPECIES, planes, at + 5 * pitch);
        c3 = w6.fma(b, c3);
        b = FloatVector.fromArray(SPECIES, planes, at + 5 * pitch + 1);
        c3 = w7.fma(b, c3);
        b = FloatVector.fromArray(SPECIES, planes, at + 5 * pitch + 2);
        c3 = w8.fma(b, c3);
        c3.add(add).intoArray(y, to + 3 * ldy);
      }
    }
  }
}
