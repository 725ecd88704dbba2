package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.Channels;
import dev.forja.kernel.NormKernels;

/**
 * Batch norm as plain loops: the specification. Within a plane, sums are floats, added as {@link
 * LaneSums} says; the sums of the planes, and what does not fill the lanes, are added in double, so
 * that the error does not grow with the batch.
 */
public final class ScalarNorm implements NormKernels {
  @Override
  public void moments(Channels c, float[] x, int xo, float[] mean, float[] variance) {
    for (int ch = c.from(); ch < c.to(); ch++) {
      float middle = (float) (total(c, ch, x, xo) / c.perChannel());
      double squares = 0;
      for (int n = 0; n < c.images(); n++) {
        squares += squares(x, xo + c.start(n, ch), c.plane(), middle);
      }
      mean[ch] = middle;
      variance[ch] = (float) (squares / c.perChannel());
    }
  }

  @Override
  public void sums(Channels c, float[] x, int xo, float[] sum) {
    for (int ch = c.from(); ch < c.to(); ch++) {
      sum[ch] = (float) total(c, ch, x, xo);
    }
  }

  private static double total(Channels c, int ch, float[] x, int xo) {
    double total = 0;
    for (int n = 0; n < c.images(); n++) {
      total += sum(x, xo + c.start(n, ch), c.plane());
    }
    return total;
  }

  @Override
  public void products(
      Channels c, float[] x, int xo, float[] dy, int dyo, float[] mean, float[] sum) {
    for (int ch = c.from(); ch < c.to(); ch++) {
      double total = 0;
      for (int n = 0; n < c.images(); n++) {
        int start = c.start(n, ch);
        total += products(x, xo + start, dy, dyo + start, c.plane(), mean[ch]);
      }
      sum[ch] = (float) total;
    }
  }

  private static double sum(float[] x, int xo, int n) {
    int whole = LaneSums.whole(n);
    double total = LaneSums.sum(x, xo, whole);
    for (int i = whole; i < n; i++) {
      total += x[xo + i];
    }
    return total;
  }

  private static double squares(float[] x, int xo, int n, float middle) {
    int whole = LaneSums.whole(n);
    double total = LaneSums.squares(x, xo, whole, middle);
    for (int i = whole; i < n; i++) {
      float d = x[xo + i] - middle;
      total += d * d;
    }
    return total;
  }

  private static double products(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    int whole = LaneSums.whole(n);
    double total = LaneSums.products(x, xo, dy, dyo, whole, middle);
    for (int i = whole; i < n; i++) {
      total += (x[xo + i] - middle) * dy[dyo + i];
    }
    return total;
  }

  @Override
  public void normalize(
      Channels c,
      float[] x,
      int xo,
      float[] mean,
      float[] scale,
      float[] shift,
      float[] y,
      int yo) {
    for (int n = 0; n < c.images(); n++) {
      for (int ch = c.from(); ch < c.to(); ch++) {
        int start = c.start(n, ch);
        normalize(x, xo + start, c.plane(), mean[ch], scale[ch], shift[ch], y, yo + start);
      }
    }
  }

  private static void normalize(
      float[] x, int xo, int n, float mean, float scale, float shift, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = fma(x[xo + i] - mean, scale, shift);
    }
  }

  @Override
  public void normalizeGrad(
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
      int dxo) {
    for (int n = 0; n < c.images(); n++) {
      for (int ch = c.from(); ch < c.to(); ch++) {
        int start = c.start(n, ch);
        normalizeGrad(
            x,
            xo + start,
            dy,
            dyo + start,
            c.plane(),
            mean[ch],
            ofGrad[ch],
            ofInput[ch],
            shift[ch],
            dx,
            dxo + start);
      }
    }
  }

  private static void normalizeGrad(
      float[] x,
      int xo,
      float[] dy,
      int dyo,
      int n,
      float mean,
      float ofGrad,
      float ofInput,
      float shift,
      float[] dx,
      int dxo) {
    for (int i = 0; i < n; i++) {
      float ofX = fma(x[xo + i] - mean, ofInput, shift);
      dx[dxo + i] = fma(dy[dyo + i], ofGrad, ofX);
    }
  }
}
