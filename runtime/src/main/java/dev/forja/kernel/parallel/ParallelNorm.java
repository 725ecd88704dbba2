package dev.forja.kernel.parallel;

import dev.forja.kernel.Channels;
import dev.forja.kernel.NormKernels;

/** Divides channels into ranges for several threads and delegates each range to other kernels. */
public record ParallelNorm(NormKernels loops) implements NormKernels {
  @Override
  public void moments(Channels c, float[] x, int xo, float[] mean, float[] variance) {
    ranges(c, part -> loops.moments(part, x, xo, mean, variance));
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
    ranges(c, part -> loops.normalize(part, x, xo, mean, scale, shift, y, yo));
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
    ranges(
        c,
        part -> loops.normalizeGrad(part, x, xo, dy, dyo, mean, ofGrad, ofInput, shift, dx, dxo));
  }

  @Override
  public void products(
      Channels c, float[] x, int xo, float[] dy, int dyo, float[] mean, float[] sum) {
    ranges(c, part -> loops.products(part, x, xo, dy, dyo, mean, sum));
  }

  @Override
  public void sums(Channels c, float[] x, int xo, float[] sum) {
    ranges(c, part -> loops.sums(part, x, xo, sum));
  }

  private interface Loop {
    void run(Channels part);
  }

  private static void ranges(Channels c, Loop loop) {
    Parallel.ranges(
        c.to() - c.from(),
        Math.max(1, Thresholds.CHANNEL_NORM_SHARE / Math.max(1, c.perChannel())),
        (from, to) ->
            loop.run(
                new Channels(c.images(), c.count(), c.plane(), c.from() + from, c.from() + to)));
  }
}
