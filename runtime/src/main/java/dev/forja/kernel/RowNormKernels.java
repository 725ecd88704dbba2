package dev.forja.kernel;

/**
 * Normalisation of the rows of a dense matrix of rows x cols, and its gradients: layer norm or,
 * without centring, RMS norm. Weight and bias are dense matrices of period x cols: row r uses their
 * row {@code r % period}. {@code stats} holds the mean (0 without centring) and the factor {@code 1
 * / sqrt(variance + eps)} of each row, in turn.
 */
public interface RowNormKernels {
  /** The sums of rows shorter than this, the likeliest to be nearly constant, are in double. */
  int SHORT = 32;

  /** {@code y = (x - mean) factor w + b}; fills stats. y may be x. */
  void normalize(
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
      int cols);

  /**
   * With {@code g = dy w} and {@code h = (x - mean) factor}: {@code dx = factor (g - mean of g - h
   * mean of g h)}, where the mean of g is subtracted only with centring. dx may be dy.
   */
  void inputGrad(
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
      int cols);

  /** {@code dw[r % period] += dy[r] (x[r] - mean) factor} over all rows. */
  void addWeightGrad(
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
      int cols);
}
