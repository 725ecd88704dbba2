package dev.forja.kernel;

/** Normalisation by row, summed in double: the reference for the error of the kernels. */
final class ReferenceRowNorm implements RowNormKernels {
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
      double sum = 0;
      for (int c = 0; centered && c < cols; c++) {
        sum += x[xr + c];
      }
      float mean = (float) (sum / cols);
      double squares = 0;
      for (int c = 0; c < cols; c++) {
        double distance = (double) x[xr + c] - mean;
        squares += distance * distance;
      }
      float factor = (float) (1 / Math.sqrt(squares / cols + eps));
      for (int c = 0; c < cols; c++) {
        float normal = (x[xr + c] - mean) * factor;
        y[yo + r * cols + c] = normal * w[wo + place + c] + b[bo + place + c];
      }
      stats[so + 2 * r] = mean;
      stats[so + 2 * r + 1] = factor;
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
    for (int r = 0; r < rows; r++) {
      float mean = stats[so + 2 * r];
      float factor = stats[so + 2 * r + 1];
      int row = r * cols;
      int wr = wo + r % period * cols;
      double sum = 0;
      double dot = 0;
      for (int c = 0; c < cols; c++) {
        double g = (double) dy[dyo + row + c] * w[wr + c];
        sum += g;
        dot += g * (((double) x[xo + row + c] - mean) * factor);
      }
      // In a nearly constant row the factor is large and these differences are small.
      double meanOfG = centered ? sum / cols : 0;
      double meanOfGh = dot / cols;
      for (int c = 0; c < cols; c++) {
        double g = (double) dy[dyo + row + c] * w[wr + c];
        double h = ((double) x[xo + row + c] - mean) * factor;
        dx[dxo + row + c] = (float) (factor * (g - meanOfG - h * meanOfGh));
      }
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
    for (int r = 0; r < rows; r++) {
      float mean = stats[so + 2 * r];
      float factor = stats[so + 2 * r + 1];
      int row = r * cols;
      int to = dwo + r % period * cols;
      for (int c = 0; c < cols; c++) {
        dw[to + c] += dy[dyo + row + c] * ((x[xo + row + c] - mean) * factor);
      }
    }
  }
}
