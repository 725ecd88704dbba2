package dev.forja.kernel;

/** Reductions, summed in double: the reference for the error of the kernels. */
final class ReferenceReduction implements ReductionKernels {
  @Override
  public float sum(float[] x, int xo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[xo + i];
    }
    return (float) sum;
  }

  @Override
  public float dot(float[] a, int ao, float[] b, int bo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a[ao + i] * b[bo + i];
    }
    return (float) sum;
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
    for (int c = 0; c < cols; c++) {
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += x[xo + r * cols + c];
      }
      y[yo + c] = (float) (y[yo + c] + sum);
    }
  }
}
