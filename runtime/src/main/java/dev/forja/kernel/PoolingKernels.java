package dev.forja.kernel;

/**
 * Windows that slide over planes and keep one number each. A plane is one channel of one image,
 * dense; planes lie one after another.
 */
public interface PoolingKernels {
  /**
   * The largest element of each window, and where in its plane it lies: the first of several; the
   * last NaN if there is one. Padding is never chosen.
   */
  void max(
      int planes,
      ConvAxis rows,
      ConvAxis columns,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] index,
      int io);

  /** {@code dx[index[i]] = sum of dy[i]} in each plane; 0 for elements that were not chosen. */
  void maxGrad(
      int planes,
      int inPlane,
      int outPlane,
      float[] dy,
      int dyo,
      int[] index,
      int io,
      float[] dx,
      int dxo);

  /**
   * The sum of each window divided by what its spans count, or by {@code divisor} where that is not
   * 0.
   */
  void average(
      int planes, Spans rows, Spans columns, int divisor, float[] x, int xo, float[] y, int yo);

  /** The gradient of {@link #average}: every element of a window gets its share. */
  void averageGrad(
      int planes, Spans rows, Spans columns, int divisor, float[] dy, int dyo, float[] dx, int dxo);
}
