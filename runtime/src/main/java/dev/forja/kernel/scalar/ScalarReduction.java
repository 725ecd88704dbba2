package dev.forja.kernel.scalar;

import dev.forja.kernel.ReductionKernels;
import java.util.Arrays;

/**
 * Reductions as plain loops: the specification. Within a block, sums are floats, added as {@link
 * LaneSums} says; the sums of the blocks, and what does not fill the lanes, are added in double, so
 * that the error does not grow with the length.
 */
public final class ScalarReduction implements ReductionKernels {
  private static final int BLOCK = 4096;

  /** The number of rows that are summed before the result is added to the old contents. */
  private static final int ROWS = 128;

  @Override
  public float sum(float[] x, int xo, int n) {
    double total = 0;
    int whole = LaneSums.whole(n);
    for (int i = 0; i < whole; i += BLOCK) {
      total += LaneSums.sum(x, xo + i, Math.min(BLOCK, whole - i));
    }
    for (int i = whole; i < n; i++) {
      total += x[xo + i];
    }
    return (float) total;
  }

  @Override
  public float dot(float[] a, int ao, float[] b, int bo, int n) {
    double total = 0;
    int whole = LaneSums.whole(n);
    for (int i = 0; i < whole; i += BLOCK) {
      total += LaneSums.dot(a, ao + i, b, bo + i, Math.min(BLOCK, whole - i));
    }
    for (int i = whole; i < n; i++) {
      total += (double) a[ao + i] * b[bo + i];
    }
    return (float) total;
  }

  @Override
  public float max(float[] x, int xo, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }

  @Override
  public void addColumnSums(float[] x, int xo, int rows, int cols, float[] y, int yo) {
    float[] sums = new float[Math.min(cols, BLOCK)];
    for (int r = 0; r < rows; r += ROWS) {
      for (int c = 0; c < cols; c += BLOCK) {
        int at = xo + r * cols + c;
        addBlock(x, at, Math.min(ROWS, rows - r), cols, Math.min(BLOCK, cols - c), sums, y, yo + c);
      }
    }
  }

  private static void addBlock(
      float[] x, int xo, int rows, int step, int cols, float[] sums, float[] y, int yo) {
    Arrays.fill(sums, 0, cols, 0f);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        sums[c] += x[xo + r * step + c];
      }
    }
    for (int c = 0; c < cols; c++) {
      y[yo + c] += sums[c];
    }
  }
}
