package dev.forja.kernel.parallel;

import dev.forja.kernel.SoftmaxKernels;

/**
 * Divides large matrices into ranges of rows for several threads and delegates each range to other
 * kernels.
 */
public record ParallelSoftmax(SoftmaxKernels loops) implements SoftmaxKernels {
  @Override
  public void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    Parallel.ranges(
        rows,
        grain(cols),
        (from, to) -> loops.softmax(x, xo + from * cols, y, yo + from * cols, to - from, cols));
  }

  @Override
  public void softmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    Parallel.ranges(
        rows,
        grain(cols),
        (from, to) -> {
          int start = from * cols;
          loops.softmaxGrad(y, yo + start, dy, dyo + start, dx, dxo + start, to - from, cols);
        });
  }

  @Override
  public void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols) {
    Parallel.ranges(
        rows,
        grain(cols),
        (from, to) -> loops.logSoftmax(x, xo + from * cols, y, yo + from * cols, to - from, cols));
  }

  @Override
  public void logSoftmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols) {
    Parallel.ranges(
        rows,
        grain(cols),
        (from, to) -> {
          int start = from * cols;
          loops.logSoftmaxGrad(y, yo + start, dy, dyo + start, dx, dxo + start, to - from, cols);
        });
  }

  private static int grain(int cols) {
    return Math.max(1, Thresholds.SOFTMAX_SHARE / Math.max(1, cols));
  }
}
