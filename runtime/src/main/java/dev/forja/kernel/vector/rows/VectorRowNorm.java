package dev.forja.kernel.vector.rows;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.PASSES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.RowNormKernels;
import dev.forja.kernel.vector.base.LaneReduce;
import dev.forja.kernel.vector.base.Lanes;
import dev.forja.kernel.vector.base.Sums;
import jdk.incubator.vector.FloatVector;

/**
 * Normalisation of rows: whole vectors first, then the remaining elements one by one. Short rows,
 * which are the likeliest to be nearly constant, go to the scalar loops, whose sums are more exact.
 */
public record VectorRowNorm(RowNormKernels scalar) implements RowNormKernels {
  /**
   * How many rows are measured before they are scaled. The additions of one row depend on each
   * other, those of two rows do not; with more rows, memory accesses wait for the loops. The rows
   * together must have at most the following number of floats, so that they stay in the cache.
   */
  private static final int ROWS = 2;

  private static final int BLOCK = 1 << 12;

  @Override
  public void normalize(
      boolean centered,
      float eps,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float[] b,
      int bo,
      int period,
      float[] y,
      int yo,
      float[] stats,
      int so,
      int rows,
      int cols) {
    if (cols < SHORT) {
      scalar.normalize(centered, eps, x, xo, w, wo, b, bo, period, y, yo, stats, so, rows, cols);
      return;
    }
    int most = Math.clamp(BLOCK / cols, 1, ROWS);
    for (int r = 0; r < rows; r += most) {
      int end = Math.min(r + most, rows);
      for (int i = r; i < end; i++) {
        measure(centered, eps, x, xo + i * cols, stats, so + 2 * i, cols);
      }
      for (int i = r; i < end; i++) {
        int place = i % period * cols;
        float mean = stats[so + 2 * i];
        float factor = stats[so + 2 * i + 1];
        scale(x, xo + i * cols, mean, factor, w, wo + place, b, bo + place, y, yo + i * cols, cols);
      }
    }
  }

  /** Stores the mean of a row, and the factor that makes its variance 1, at {@code so}. */
  private static void measure(
      boolean centered, float eps, float[] x, int xo, float[] stats, int so, int cols) {
    float mean = centered ? sum(x, xo, cols) / cols : 0;
    stats[so] = mean;
    stats[so + 1] = (float) (1 / Math.sqrt((double) squares(x, xo, cols, mean) / cols + eps));
  }

  private static float sum(float[] x, int xo, int n) {
    int whole = Sums.whole(n);
    float sum = Sums.sum(x, xo, whole);
    for (int c = whole; c < n; c++) {
      sum += x[xo + c];
    }
    return sum;
  }

  private static float squares(float[] x, int xo, int n, float mean) {
    int whole = Sums.whole(n);
    float sum = Sums.squares(x, xo, whole, mean);
    for (int c = whole; c < n; c++) {
      float distance = x[xo + c] - mean;
      sum += distance * distance;
    }
    return sum;
  }

  private static void scale(
      float[] x,
      int xo,
      float mean,
      float factor,
      float[] w,
      int wo,
      float[] b,
      int bo,
      float[] y,
      int yo,
      int n) {
    int whole = SPECIES.loopBound(n);
    for (int c = 0; c < whole; c += LANES) {
      FloatVector normal = FloatVector.fromArray(SPECIES, x, xo + c).sub(mean).mul(factor);
      FloatVector weight = FloatVector.fromArray(SPECIES, w, wo + c);
      normal.fma(weight, FloatVector.fromArray(SPECIES, b, bo + c)).intoArray(y, yo + c);
    }
    for (int c = whole; c < n; c++) {
      y[yo + c] = Math.fma((x[xo + c] - mean) * factor, w[wo + c], b[bo + c]);
    }
  }

  @Override
  public void inputGrad(
      boolean centered,
      float[] x,
      int xo,
      float[] w,
      int wo,
      int period,
      float[] stats,
      int so,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int rows,
      int cols) {
    if (cols < SHORT) {
      scalar.inputGrad(centered, x, xo, w, wo, period, stats, so, dy, dyo, dx, dxo, rows, cols);
      return;
    }
    for (int r = 0; r < rows; r++) {
      float mean = stats[so + 2 * r];
      float factor = stats[so + 2 * r + 1];
      int row = r * cols;
      int wr = wo + r % period * cols;
      float meanOfG = centered ? dot(dy, dyo + row, w, wr, cols) / cols : 0;
      float meanOfGh = dot(x, xo + row, mean, factor, dy, dyo + row, w, wr, cols) / cols;
      rowGrad(
          x, xo + row, mean, factor, w, wr, dy, dyo + row, dx, dxo + row, cols, meanOfG, meanOfGh);
    }
  }

  private static float dot(float[] dy, int dyo, float[] w, int wo, int n) {
    int whole = Sums.whole(n);
    float sum = Sums.dot(dy, dyo, w, wo, whole);
    for (int c = whole; c < n; c++) {
      sum += dy[dyo + c] * w[wo + c];
    }
    return sum;
  }

  private static float dot(
      float[] x, int xo, float mean, float factor, float[] dy, int dyo, float[] w, int wo, int n) {
    int whole = Sums.whole(n);
    float sum = dotOfLanes(x, xo, mean, factor, dy, dyo, w, wo, whole);
    for (int c = whole; c < n; c++) {
      sum += dy[dyo + c] * w[wo + c] * ((x[xo + c] - mean) * factor);
    }
    return sum;
  }

  private static float dotOfLanes(
      float[] x, int xo, float mean, float factor, float[] dy, int dyo, float[] w, int wo, int n) {
    FloatVector first = FloatVector.zero(SPECIES);
    FloatVector pair = first;
    for (int pass = 0; pass < PASSES; pass++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int c = Lanes.lane(pass); c < n; c += ALL) {
        FloatVector g = FloatVector.fromArray(SPECIES, w, wo + c);
        g = g.mul(FloatVector.fromArray(SPECIES, dy, dyo + c));
        sum = FloatVector.fromArray(SPECIES, x, xo + c).sub(mean).mul(factor).fma(g, sum);
      }
      pair = LaneReduce.pair(pass, pair, sum);
      first = pass == 1 ? pair : first;
    }
    return LaneReduce.sum(first, pair);
  }

  private static void rowGrad(
      float[] x,
      int xo,
      float mean,
      float factor,
      float[] w,
      int wo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int n,
      float meanOfG,
      float meanOfGh) {
    int whole = SPECIES.loopBound(n);
    for (int c = 0; c < whole; c += LANES) {
      FloatVector g = FloatVector.fromArray(SPECIES, w, wo + c);
      g = g.mul(FloatVector.fromArray(SPECIES, dy, dyo + c)).sub(meanOfG);
      FloatVector h = FloatVector.fromArray(SPECIES, x, xo + c).sub(mean).mul(factor);
      g.sub(h.mul(meanOfGh)).mul(factor).intoArray(dx, dxo + c);
    }
    for (int c = whole; c < n; c++) {
      float g = dy[dyo + c] * w[wo + c];
      float h = (x[xo + c] - mean) * factor;
      dx[dxo + c] = factor * (g - meanOfG - h * meanOfGh);
    }
  }

  @Override
  public void addWeightGrad(
      float[] x,
      int xo,
      int period,
      float[] stats,
      int so,
      float[] dy,
      int dyo,
      float[] dw,
      int dwo,
      int rows,
      int cols) {
    int whole = SPECIES.loopBound(cols);
    for (int r = 0; r < rows; r++) {
      float mean = stats[so + 2 * r];
      float factor = stats[so + 2 * r + 1];
      int xr = xo + r * cols;
      int dyr = dyo + r * cols;
      int to = dwo + r % period * cols;
      for (int c = 0; c < whole; c += LANES) {
        FloatVector h = FloatVector.fromArray(SPECIES, x, xr + c).sub(mean).mul(factor);
        FloatVector sum = FloatVector.fromArray(SPECIES, dw, to + c);
        h.fma(FloatVector.fromArray(SPECIES, dy, dyr + c), sum).intoArray(dw, to + c);
      }
      for (int c = whole; c < cols; c++) {
        dw[to + c] = Math.fma((x[xr + c] - mean) * factor, dy[dyr + c], dw[to + c]);
      }
    }
  }
}
