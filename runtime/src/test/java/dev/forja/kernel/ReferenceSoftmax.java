package dev.forja.kernel;

/** Softmax by row, summed in double: the reference for the error of the kernels. */
final class ReferenceSoftmax implements SoftmaxKernels {
  @Override
  public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int yr = yo + r * cols;
      float max = max(x, xr, cols);
      double sum = 0;
      for (int c = 0; c < cols; c++) {
        float e = (float) Math.exp(x[xr + c] - max);
        y[yr + c] = e;
        sum += e;
      }
      for (int c = 0; c < cols; c++) {
        y[yr + c] = (float) (y[yr + c] / sum);
      }
    }
  }

  @Override
  public void softmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int yr = yo + r * cols;
      int dyr = dyo + r * cols;
      int dxr = dxo + r * cols;
      double dot = 0;
      for (int c = 0; c < cols; c++) {
        dot += (double) dy[dyr + c] * y[yr + c];
      }
      float mean = (float) dot;
      for (int c = 0; c < cols; c++) {
        dx[dxr + c] = y[yr + c] * (dy[dyr + c] - mean);
      }
    }
  }

  @Override
  public void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int yr = yo + r * cols;
      float max = max(x, xr, cols);
      double sum = 0;
      for (int c = 0; c < cols; c++) {
        sum += Math.exp(x[xr + c] - max);
      }
      float log = (float) Math.log(sum);
      for (int c = 0; c < cols; c++) {
        y[yr + c] = x[xr + c] - max - log;
      }
    }
  }

  @Override
  public void logSoftmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int yr = yo + r * cols;
      int dyr = dyo + r * cols;
      int dxr = dxo + r * cols;
      double total = 0;
      for (int c = 0; c < cols; c++) {
        total += dy[dyr + c];
      }
      float sum = (float) total;
      for (int c = 0; c < cols; c++) {
        dx[dxr + c] = dy[dyr + c] - (float) Math.exp(y[yr + c]) * sum;
      }
    }
  }

  private static float max(float[] x, int xo, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }
}
