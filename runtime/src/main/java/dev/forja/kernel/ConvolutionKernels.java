package dev.forja.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Two-dimensional convolution, as neural networks mean it (a cross-correlation), and its gradients.
 * Arrays are dense, in the shapes that {@link Convolution} names.
 */
public interface ConvolutionKernels {
  /**
   * {@code y[n][o][i][j] = b[o] + sum over c, s, t of w[o][c][s][t] * x[n][c][i'][j']}, where i'
   * and j' are what the two {@link ConvAxis} say.
   *
   * @param b one element for each output channel; null for none
   */
  void forward(
      Convolution c,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float @Nullable [] b,
      int bo,
      float[] y,
      int yo);

  /** {@code dx}, the gradient of the input, from that of the output. */
  void inputGrad(Convolution c, float[] dy, int dyo, float[] w, int wo, float[] dx, int dxo);

  /**
   * {@code dw}, the gradient of the weight, from the input and the gradient of the output. Sums are
   * taken in one order, whatever the number of threads. Where x is not finite, more elements may
   * become NaN than saw it.
   */
  void weightGrad(Convolution c, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo);
}
