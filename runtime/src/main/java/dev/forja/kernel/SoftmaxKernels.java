package dev.forja.kernel;

/**
 * Softmax and its logarithm over the rows of a dense matrix of rows x cols, and their gradients.
 */
public interface SoftmaxKernels {
  /**
   * {@code y[r][c] = e^(x[r][c] - max) / sum}. A row of negative infinities gives NaN, as in
   * PyTorch.
   */
  void softmax(float[] x, int xo, float[] y, int yo, int rows, int cols);

  /** {@code dx = y * (dy - sum(dy * y))} by row. */
  void softmaxGrad(float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols);

  /** {@code y[r][c] = x[r][c] - max - log(sum of e^(x - max))}. */
  void logSoftmax(float[] x, int xo, float[] y, int yo, int rows, int cols);

  /** {@code dx = dy - e^y * sum(dy)} by row. */
  void logSoftmaxGrad(
      float[] y, int yo, float[] dy, int dyo, float[] dx, int dxo, int rows, int cols);
}
