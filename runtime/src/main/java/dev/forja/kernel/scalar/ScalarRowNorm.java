package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.RowNormKernels;

/** Normalisation by row as plain loops: the specification. */
public final class ScalarRowNorm implements RowNormKernels {
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
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int place = r % period * cols;
      float mean = centered ? mean(x, xr, cols) : 0;
      float factor = (float) (1 / Math.sqrt(variance(x, xr, cols, mean) + eps));
      for (int c = 0; c < cols; c++) {
        float normal = (x[xr + c] - mean) * factor;
        y[yo + r * cols + c] = fma(normal, w[wo + place + c], b[bo + place + c]);
      }
      stats[so + 2 * r] = mean;
      stats[so + 2 * r + 1] = factor;
    }
  }

  private static float mean(float[] x, int xo, int n) {
    if (n < SHORT) {
      double sum = 0;
      for (int c = 0; c < n; c++) {
        sum += x[xo + c];
      }
      return (float) (sum / n);
    }
    int whole = LaneSums.whole(n);
    float sum = LaneSums.sum(x, xo, whole);
    for (int c = whole; c < n; c++) {
      sum += x[xo + c];
    }
    return sum / n;
  }

  private static double variance(float[] x, int xo, int n, float mean) {
    if (n < SHORT) {
      double squares = 0;
      for (int c = 0; c < n; c++) {
        double distance = (double) x[xo + c] - mean;
        squares += distance * distance;
      }
      return squares / n;
    }
    int whole = LaneSums.whole(n);
    float squares = LaneSums.squares(x, xo, whole, mean);
    for (int c = whole; c < n; c++) {
      float distance = x[xo + c] - mean;
      squares += distance * distance;
    }
    return (double) squares / n;
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
    for (int r = 0; r < rows; r++) {
      float mean = stats[so + 2 * r];
      float factor = stats[so + 2 * r + 1];
      int row = r * cols;
      int wr = wo + r % period * cols;
      if (cols < SHORT) {
        shortGrad(centered, x, xo + row, mean, factor, w, wr, dy, dyo + row, dx, dxo + row, cols);
      } else {
        longGrad(centered, x, xo + row, mean, factor, w, wr, dy, dyo + row, dx, dxo + row, cols);
      }
    }
  }

  private static void shortGrad(
      boolean centered,
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
      int cols) {
    double sum = 0;
    double dot = 0;
    for (int c = 0; c < cols; c++) {
      double g = (double) dy[dyo + c] * w[wo + c];
      sum += g;
      dot += g * (((double) x[xo + c] - mean) * factor);
    }
    // In a nearly constant row the factor is large and these differences are small.
    double meanOfG = centered ? sum / cols : 0;
    double meanOfGh = dot / cols;
    for (int c = 0; c < cols; c++) {
      double g = (double) dy[dyo + c] * w[wo + c];
      double h = ((double) x[xo + c] - mean) * factor;
      dx[dxo + c] = (float) (factor * (g - meanOfG - h * meanOfGh));
    }
  }

  private static void longGrad(
      boolean centered,
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
      int cols) {
    float meanOfG = centered ? dot(dy, dyo, w, wo, cols) / cols : 0;
    float meanOfGh = dot(x, xo, mean, factor, dy, dyo, w, wo, cols) / cols;
    for (int c = 0; c < cols; c++) {
      float g = dy[dyo + c] * w[wo + c];
      float h = (x[xo + c] - mean) * factor;
      dx[dxo + c] = factor * (g - meanOfG - h * meanOfGh);
    }
  }

  private static float dot(float[] dy, int dyo, float[] w, int wo, int n) {
    int whole = LaneSums.whole(n);
    float sum = LaneSums.dot(dy, dyo, w, wo, whole);
    for (int c = whole; c < n; c++) {
      sum += dy[dyo + c] * w[wo + c];
    }
    return sum;
  }

  private static float dot(
      float[] x, int xo, float mean, float factor, float[] dy, int dyo, float[] w, int wo, int n) {
    int whole = LaneSums.whole(n);
    float[] s = new float[LaneSums.LANES];
    for (int i = 0; i < whole; i += s.length) {
      for (int l = 0; l < s.length; l++) {
        int c = i + l;
        s[l] = fma((x[xo + c] - mean) * factor, w[wo + c] * dy[dyo + c], s[l]);
      }
    }
    float sum = LaneSums.tree(s);
    for (int c = whole; c < n; c++) {
      sum += dy[dyo + c] * w[wo + c] * ((x[xo + c] - mean) * factor);
    }
    return sum;
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
    for (int r = 0; r < rows; r++) {
      float mean = stats[so + 2 * r];
      float factor = stats[so + 2 * r + 1];
      int row = r * cols;
      int to = dwo + r % period * cols;
      for (int c = 0; c < cols; c++) {
        float normal = (x[xo + row + c] - mean) * factor;
        dw[to + c] = fma(normal, dy[dyo + row + c], dw[to + c]);
      }
    }
  }
}
