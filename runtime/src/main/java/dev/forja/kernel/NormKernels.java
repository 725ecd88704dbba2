package dev.forja.kernel;

/**
 * What batch norm does to channels, and its gradients. Arrays with one element for each channel
 * (mean and all that follow it) begin at 0.
 */
public interface NormKernels {
  /** The mean of each channel, and the mean square of what its elements differ from that. */
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

  /** {@code sum = sum of x} by channel: the gradient of what was added to a channel. */
  void sums(Channels c, float[] x, int xo, float[] sum);
}
