package dev.forja.kernel;

/**
 * Pooling: a window slides over each plane and yields one number per position. A plane is one
 * channel of one image; planes are dense and contiguous.
 */
public interface PoolingKernels {
  /**
   * Computes the largest element of each window and its index in the plane. Among equal elements
   * the first one is chosen; if there are NaNs, the last NaN. Padding is never chosen.
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

  /** {@code dx[index[i]] = sum of dy[i]} in each plane; elements that were not chosen get 0. */
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
   * Computes the sum of each window divided by the number of elements that its spans count, or by
   * {@code divisor} if that is not 0.
   */
  void average(
      int planes, Spans rows, Spans columns, int divisor, float[] x, int xo, float[] y, int yo);

  /** The gradient of {@link #average}: every element of a window gets an equal share. */
  void averageGrad(
      int planes, Spans rows, Spans columns, int divisor, float[] dy, int dyo, float[] dx, int dxo);
}
