package dev.forja.kernel;

/**
 * Reductions. The order of summation depends on the sizes alone, so the same input always gives the
 * same bits.
 */
public interface ReductionKernels {
  /** The sum of n elements; 0 for none. */
  float sum(float[] x, int xo, int n);

  /** The sum of {@code a[i] * b[i]}. */
  float dot(float[] a, int ao, float[] b, int bo, int n);

  /** The largest of n elements; NaN if one of them is NaN; negative infinity if n is 0. */
  float max(float[] x, int xo, int n);

  /** {@code y[c] += sum over r of x[r][c]} for a dense matrix of rows x cols. */
  void addColumnSums(float[] x, int xo, int rows, int cols, float[] y, int yo);
}
