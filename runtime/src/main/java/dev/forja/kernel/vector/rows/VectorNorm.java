package dev.forja.kernel.vector.rows;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.Channels;
import dev.forja.kernel.NormKernels;
import dev.forja.kernel.vector.base.Sums;
import jdk.incubator.vector.FloatVector;

/**
 * Batch norm. Within a plane, sums are floats, added as {@link Sums} says; the sums of the planes
 * are added in double, so that the error does not grow with the batch.
 */
public final class VectorNorm implements NormKernels {
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
    int whole = Sums.whole(n);
    double total = Sums.sum(x, xo, whole);
    for (int i = whole; i < n; i++) {
      total += x[xo + i];
    }
    return total;
  }

  private static double squares(float[] x, int xo, int n, float middle) {
    int whole = Sums.whole(n);
    double total = Sums.squares(x, xo, whole, middle);
    for (int i = whole; i < n; i++) {
      float d = x[xo + i] - middle;
      total += d * d;
    }
    return total;
  }

  private static double products(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    int whole = Sums.whole(n);
    double total = Sums.products(x, xo, dy, dyo, whole, middle);
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
    FloatVector m = FloatVector.broadcast(SPECIES, mean);
    FloatVector a = FloatVector.broadcast(SPECIES, scale);
    FloatVector b = FloatVector.broadcast(SPECIES, shift);
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      load(x, xo + i).sub(m).fma(a, b).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i] - mean, scale, shift);
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
    FloatVector m = FloatVector.broadcast(SPECIES, mean);
    FloatVector g = FloatVector.broadcast(SPECIES, ofGrad);
    FloatVector a = FloatVector.broadcast(SPECIES, ofInput);
    FloatVector b = FloatVector.broadcast(SPECIES, shift);
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector ofX = load(x, xo + i).sub(m).fma(a, b);
      load(dy, dyo + i).fma(g, ofX).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      float ofX = Math.fma(x[xo + i] - mean, ofInput, shift);
      dx[dxo + i] = Math.fma(dy[dyo + i], ofGrad, ofX);
    }
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }
}
