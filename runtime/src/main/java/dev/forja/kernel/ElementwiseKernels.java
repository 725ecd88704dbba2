package dev.forja.kernel;

/**
 * Loops that apply the same function to every element. An output may be the same range as an input.
 */
public interface ElementwiseKernels {
  /** {@code y[i] = f(x[i])} for n elements. */
  void unary(Unary f, float[] x, int xo, float[] y, int yo, int n);

  /**
   * {@code dx[i] = dy[i] * f'(x[i])}, where {@code y[i] = f(x[i])}. Only those of x and y are read
   * that {@link Unary#gradReadsInput} and {@link Unary#gradReadsOutput} say; any array, even an
   * empty one, may be passed for the other.
   */
  void unaryGrad(
      Unary f,
      float[] x,
      int xo,
      float[] y,
      int yo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int n);

  /**
   * {@code y[i] = f(a[i * aStep], b[i * bStep])}; each step is 1, or 0 to use one element
   * throughout.
   */
  void binary(
      Binary f,
      float[] a,
      int ao,
      int aStep,
      float[] b,
      int bo,
      int bStep,
      float[] y,
      int yo,
      int n);

  /** {@code y[i] += alpha * x[i]}. */
  void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n);
}
