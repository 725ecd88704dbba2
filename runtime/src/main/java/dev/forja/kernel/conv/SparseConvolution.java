package dev.forja.kernel.conv;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.Convolution;
import dev.forja.kernel.ConvolutionKernels;
import dev.forja.kernel.Finish;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolution tap by tap, without padded planes: for inputs that are almost entirely padding. Plain
 * and vector kernels both use this class, so they give the same bits.
 */
final class SparseConvolution implements ConvolutionKernels {
  @Override
  public void forward(
      Convolution c,
      float[] x,
      int xo,
      float[] w,
      int wo,
      float @Nullable [] b,
      int bo,
      float[] y,
      int yo,
      @Nullable Finish finish) {
    for (int n = 0; n < c.images(); n++) {
      for (int o = 0; o < c.outChannels(); o++) {
        int yp = yo + (n * c.outChannels() + o) * c.outPlane();
        Arrays.fill(y, yp, yp + c.outPlane(), b == null ? 0 : b[bo + o]);
      }
    }
    eachPair(
        c,
        (xp, wp, yp) ->
            eachRun(
                c,
                (tap, xi, yi, length) -> {
                  float weight = w[wo + wp + tap];
                  int xs = xo + xp + xi;
                  int ys = yo + yp + yi;
                  for (int j = 0; j < length; j++) {
                    y[ys + j] += weight * x[xs + j * c.columns().stride()];
                  }
                }));
    if (finish != null) {
      finish.run(0, c.images() * c.outChannels() * c.outPlane());
    }
  }

  @Override
  public void inputGrad(
      Convolution c, float[] dy, int dyo, float[] w, int wo, float[] dx, int dxo) {
    Arrays.fill(dx, dxo, dxo + c.images() * c.inChannels() * c.inPlane(), 0);
    eachPair(
        c,
        (xp, wp, yp) ->
            eachRun(
                c,
                (tap, xi, yi, length) -> {
                  float weight = w[wo + wp + tap];
                  int xs = dxo + xp + xi;
                  int ys = dyo + yp + yi;
                  for (int j = 0; j < length; j++) {
                    dx[xs + j * c.columns().stride()] += weight * dy[ys + j];
                  }
                }));
  }

  @Override
  public void weightGrad(
      Convolution c, float[] x, int xo, float[] dy, int dyo, float[] dw, int dwo) {
    double[] sums = new double[c.weights()];
    eachPair(
        c,
        (xp, wp, yp) ->
            eachRun(
                c,
                (tap, xi, yi, length) -> {
                  int xs = xo + xp + xi;
                  int ys = dyo + yp + yi;
                  float sum = 0;
                  for (int j = 0; j < length; j++) {
                    sum += x[xs + j * c.columns().stride()] * dy[ys + j];
                  }
                  sums[wp + tap] += sum;
                }));
    for (int i = 0; i < sums.length; i++) {
      dw[dwo + i] = (float) sums[i];
    }
  }

  /**
   * Receives the offsets of an input channel, of an output channel and of the weights between them.
   */
  private interface Pair {
    void planes(int x, int w, int y);
  }

  /**
   * Receives a run of outputs of one row whose inputs under one tap are not padding, as indices in
   * their planes.
   */
  private interface Run {
    void outputs(int tap, int x, int y, int length);
  }

  /**
   * Visits every pair of an input channel and an output channel of the same group, in every image.
   */
  private static void eachPair(Convolution c, Pair body) {
    for (int n = 0; n < c.images(); n++) {
      for (int o = 0; o < c.outChannels(); o++) {
        int first = o / c.groupOutputs() * c.groupInputs();
        for (int i = 0; i < c.groupInputs(); i++) {
          body.planes(
              (n * c.inChannels() + first + i) * c.inPlane(),
              (o * c.groupInputs() + i) * c.taps(),
              (n * c.outChannels() + o) * c.outPlane());
        }
      }
    }
  }

  private static void eachRun(Convolution c, Run body) {
    ConvAxis rows = c.rows();
    ConvAxis columns = c.columns();
    for (int s = 0; s < rows.kernel(); s++) {
      for (int t = 0; t < columns.kernel(); t++) {
        int first = columns.firstInside(t);
        int length = columns.endInside(t) - first;
        for (int i = rows.firstInside(s); i < rows.endInside(s); i++) {
          int row = rows.start(i) + s * rows.dilation();
          body.outputs(
              s * columns.kernel() + t,
              row * columns.in() + columns.start(first) + t * columns.dilation(),
              i * columns.out() + first,
              length);
        }
      }
    }
  }
}
