package dev.forja.kernel;

/**
 * The loops of batch norm over channels, and its gradients. Arrays with one element for each
 * channel (mean and all parameters after it) start at index 0.
 */
public interface NormKernels {
  /** Computes the mean and the (biased) variance of each channel. */
  void moments(Channels c, float[] x, int xo, float[] mean, float[] variance);

  /** {@code y = (x - mean) * scale + shift} by channel. y may be the same range as x. */
  void normalize(
      Channels c, float[] x, int xo, float[] mean, float[] scale, float[] shift, float[] y, int yo);

  /**
   * {@code dx = dy * ofGrad + (x - mean) * ofInput + shift} by channel. dx may be the same range as
   * dy.
   */
  void normalizeGrad(
      Channels c,
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      float[] mean,
      float[] ofGrad,
      float[] ofInput,
      float[] shift,
      float[] dx,
      int dxo);

  /** {@code sum = sum of dy * (x - mean)} by channel. */
  void products(Channels c, float[] x, int xo, float[] dy, int dyo, float[] mean, float[] sum);

  /** {@code sum = sum of x} by channel: the gradient of a value that was added to the channel. */
  void sums(Channels c, float[] x, int xo, float[] sum);
}
