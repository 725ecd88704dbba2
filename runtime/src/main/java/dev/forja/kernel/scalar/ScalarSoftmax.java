package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.SoftmaxKernels;
import dev.forja.kernel.arithmetic.Exponential;
import java.util.Arrays;

/** Softmax by row as plain loops: the specification. */
public final class ScalarSoftmax implements SoftmaxKernels {
  @Override
  public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    float[] lanes = new float[LaneSums.LANES];
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int yr = yo + r * cols;
      float max = max(x, xr, cols);
      Arrays.fill(lanes, 0f);
      for (int c = 0; c < cols; c++) {
        float e = Exponential.expUpToZero(x[xr + c] - max);
        y[yr + c] = e;
        lanes[c & (LaneSums.LANES - 1)] += e;
      }
      float scale = 1 / LaneSums.tree(lanes);
      for (int c = 0; c < cols; c++) {
        y[yr + c] *= scale;
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
      int whole = LaneSums.whole(cols);
      float dot = LaneSums.dot(y, yr, dy, dyr, whole);
      for (int c = whole; c < cols; c++) {
        dot = fma(y[yr + c], dy[dyr + c], dot);
      }
      for (int c = 0; c < cols; c++) {
        dx[dxr + c] = y[yr + c] * (dy[dyr + c] - dot);
      }
    }
  }

  @Override
  public void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    float[] lanes = new float[LaneSums.LANES];
    for (int r = 0; r < rows; r++) {
      int xr = xo + r * cols;
      int yr = yo + r * cols;
      float max = max(x, xr, cols);
      Arrays.fill(lanes, 0f);
      for (int c = 0; c < cols; c++) {
        lanes[c & (LaneSums.LANES - 1)] += Exponential.expUpToZero(x[xr + c] - max);
      }
      float log = (float) StrictMath.log(LaneSums.tree(lanes));
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
      int whole = LaneSums.whole(cols);
      float sum = LaneSums.sum(dy, dyr, whole);
      for (int c = whole; c < cols; c++) {
        sum += dy[dyr + c];
      }
      for (int c = 0; c < cols; c++) {
        dx[dxr + c] = dy[dyr + c] - Exponential.expUpToZero(y[yr + c]) * sum;
      }
    }
  }

  /** The largest element of a row. NaN is ignored here, because it reappears in the sum. */
  private static float max(float[] x, int xo, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = x[xo + i] > max ? x[xo + i] : max;
    }
    return max;
  }
}
