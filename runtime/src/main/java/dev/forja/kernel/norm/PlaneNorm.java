package dev.forja.kernel.norm;

import dev.forja.kernel.Channels;
import dev.forja.kernel.NormKernels;

/**
 * Batch norm, plane by plane. Within a plane, sums are floats, added in {@link #LANES} lanes and
 * one tree by the subclass; the sums of the planes, and what does not fill the lanes, are added in
 * double, so that the error does not grow with the batch.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public abstract class PlaneNorm implements NormKernels {
  /** The number of partial sums. What is left of a plane after whole lanes is added here. */
  private static final int LANES = 16;

  /** The sum of n numbers of x, a multiple of {@link #LANES}. */
  protected abstract float laneSum(float[] x, int xo, int n);

  /** The sum of {@code (x - middle)^2}, of as many numbers. */
  protected abstract float laneSquares(float[] x, int xo, int n, float middle);

  /** The sum of {@code (x - middle) dy}, of as many numbers. */
  protected abstract float laneProducts(
      float[] x, int xo, float[] dy, int dyo, int n, float middle);

  /** Writes {@code (x - mean) scale + shift} for a plane of n numbers. */
  protected abstract void normalize(
      float[] x, int xo, int n, float mean, float scale, float shift, float[] y, int yo);

  /** Writes {@code dy ofGrad + (x - mean) ofInput + shift} for a plane of n numbers. */
  protected abstract void normalizeGrad(
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
      int dxo);

  @Override
  public final void moments(Channels c, float[] x, int xo, float[] mean, float[] variance) {
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
  public final void sums(Channels c, float[] x, int xo, float[] sum) {
    for (int ch = c.from(); ch < c.to(); ch++) {
      sum[ch] = (float) total(c, ch, x, xo);
    }
  }

  private double total(Channels c, int ch, float[] x, int xo) {
    double total = 0;
    for (int n = 0; n < c.images(); n++) {
      total += sum(x, xo + c.start(n, ch), c.plane());
    }
    return total;
  }

  @Override
  public final void products(
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

  private double sum(float[] x, int xo, int n) {
    int whole = n & -LANES;
    double total = laneSum(x, xo, whole);
    for (int i = whole; i < n; i++) {
      total += x[xo + i];
    }
    return total;
  }

  private double squares(float[] x, int xo, int n, float middle) {
    int whole = n & -LANES;
    double total = laneSquares(x, xo, whole, middle);
    for (int i = whole; i < n; i++) {
      float d = x[xo + i] - middle;
      total += d * d;
    }
    return total;
  }

  private double products(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    int whole = n & -LANES;
    double total = laneProducts(x, xo, dy, dyo, whole, middle);
    for (int i = whole; i < n; i++) {
      total += (x[xo + i] - middle) * dy[dyo + i];
    }
    return total;
  }

  @Override
  public final void normalize(
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

  @Override
  public final void normalizeGrad(
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
}
