package dev.forja.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Two-dimensional convolution in the sense of neural networks (a cross-correlation), and its
 * gradients. Arrays are dense and have the shapes given by {@link Convolution}.
 */
public interface ConvolutionKernels {
  /**
   * {@code y[n][o][i][j] = b[o] + sum over c, s, t of w[o][c][s][t] * x[n][c][i'][j']}, where i'
   * and j' follow from the two {@link ConvAxis}.
   *
   * @param b the bias, one element for each output channel; null for none
   * @param finish what is done with outputs that are computed; null for nothing
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
      int yo,
      @Nullable Finish finish);

  /** Computes {@code dx}, the gradient of the input, from the gradient of the output. */
  void inputGrad(Convolution c, float[] dy, int dyo, float[] w, int wo, float[] dx, int dxo);

  /**
   * Computes {@code dw}, the gradient of the weight, from the input and the gradient of the output.
   * The order of summation does not depend on the number of threads. If an element of x is not
   * finite, elements of dw that do not depend on it may become NaN too.
   */
  void weightGrad(Convolution c, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo);
}
