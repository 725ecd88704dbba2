package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;

import dev.forja.kernel.RowNormKernels;
import jdk.incubator.vector.FloatVector;

/**
 * Normalisation by row: whole vectors, then the rest one by one. Short rows, which are the
 * likeliest to be nearly constant, go to the scalar loops, whose sums are more exact.
 */
record VectorRowNorm(RowNormKernels scalar) implements RowNormKernels {
  private static final int SHORT = 32;

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
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int place = r % period * cols;
      float mean = centered ? sum(x, xr, cols) / cols : 0;
      float factor = (float) (1 / Math.sqrt((double) squares(x, xr, cols, mean) / cols + eps));
      scale(x, xr, mean, factor, w, wo + place, b, bo + place, y, yo + r * cols, cols);
      stats[so + 2 * r] = mean;
      stats[so + 2 * r + 1] = factor;
    }
  }

  private static float sum(float[] x, int xo, int n) {
    int whole = SPECIES.loopBound(n);
    FloatVector partial = FloatVector.zero(SPECIES);
    for (int c = 0; c < whole; c += LANES) {
      partial = partial.add(FloatVector.fromArray(SPECIES, x, xo + c));
    }
    float sum = Fold.sum(partial);
    for (int c = whole; c < n; c++) {
      sum += x[xo + c];
    }
    return sum;
  }

  private static float squares(float[] x, int xo, int n, float mean) {
    int whole = SPECIES.loopBound(n);
    FloatVector partial = FloatVector.zero(SPECIES);
    for (int c = 0; c < whole; c += LANES) {
      FloatVector distance = FloatVector.fromArray(SPECIES, x, xo + c).sub(mean);
      partial = distance.fma(distance, partial);
    }
    float sum = Fold.sum(partial);
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
      y[yo + c] = (x[xo + c] - mean) * factor * w[wo + c] + b[bo + c];
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
    int whole = SPECIES.loopBound(n);
    FloatVector partial = FloatVector.zero(SPECIES);
    for (int c = 0; c < whole; c += LANES) {
      FloatVector weight = FloatVector.fromArray(SPECIES, w, wo + c);
      partial = weight.fma(FloatVector.fromArray(SPECIES, dy, dyo + c), partial);
    }
    float sum = Fold.sum(partial);
    for (int c = whole; c < n; c++) {
      sum += dy[dyo + c] * w[wo + c];
    }
    return sum;
  }

  private static float dot(
      float[] x, int xo, float mean, float factor, float[] dy, int dyo, float[] w, int wo, int n) {
    int whole = SPECIES.loopBound(n);
    FloatVector partial = FloatVector.zero(SPECIES);
    for (int c = 0; c < whole; c += LANES) {
      FloatVector g = FloatVector.fromArray(SPECIES, w, wo + c);
      g = g.mul(FloatVector.fromArray(SPECIES, dy, dyo + c));
      partial = FloatVector.fromArray(SPECIES, x, xo + c).sub(mean).mul(factor).fma(g, partial);
    }
    float sum = Fold.sum(partial);
    for (int c = whole; c < n; c++) {
      sum += dy[dyo + c] * w[wo + c] * ((x[xo + c] - mean) * factor);
    }
    return sum;
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
        dw[to + c] += dy[dyr + c] * ((x[xr + c] - mean) * factor);
      }
    }
  }
}
