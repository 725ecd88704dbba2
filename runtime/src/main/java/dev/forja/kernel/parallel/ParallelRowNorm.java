package dev.forja.kernel.parallel;

import dev.forja.kernel.RowNormKernels;

/**
 * Divides large matrices into ranges of rows for several threads and delegates each range to other
 * kernels.
 */
public record ParallelRowNorm(RowNormKernels loops) implements RowNormKernels {
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
    Parallel.ranges(
        rows,
        grain(rows, period, cols),
        (from, to) -> {
          int start = from * cols;
          int stat = so + 2 * from;
          int n = to - from;
          loops.normalize(
              centered,
              eps,
              x,
              xo + start,
              w,
              wo,
              b,
              bo,
              period,
              y,
              yo + start,
              stats,
              stat,
              n,
              cols);
        });
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
    Parallel.ranges(
        rows,
        grain(rows, period, cols),
        (from, to) -> {
          int start = from * cols;
          int stat = so + 2 * from;
          int n = to - from;
          loops.inputGrad(
              centered,
              x,
              xo + start,
              w,
              wo,
              period,
              stats,
              stat,
              dy,
              dyo + start,
              dx,
              dxo + start,
              n,
              cols);
        });
  }

  /** Runs in one thread, because all rows are added to the same sums, in a fixed order. */
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
    loops.addWeightGrad(x, xo, period, stats, so, dy, dyo, dw, dwo, rows, cols);
  }

  /** A multiple of the period, so that each range begins with the first row of a period. */
  private static int grain(int rows, int period, int cols) {
    if ((long) rows * cols <= Thresholds.ROW_NORM_ALONE) {
      return Math.max(1, rows);
    }
    return period * Math.max(1, Thresholds.ROW_NORM_SHARE / Math.max(1, cols * period));
  }
}
