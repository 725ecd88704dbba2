package dev.forja.kernel.parallel;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.PoolingKernels;
import dev.forja.kernel.Spans;

/** Divides planes into ranges for several threads and delegates each range to other kernels. */
public record ParallelPooling(PoolingKernels loops) implements PoolingKernels {
  @Override
  public void max(
      int planes,
      ConvAxis rows,
      ConvAxis columns,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int[] index,
      int io) {
    int in = rows.in() * columns.in();
    int out = rows.out() * columns.out();
    Parallel.ranges(
        planes,
        grain(in),
        (from, to) ->
            loops.max(
                to - from,
                rows,
                columns,
                x,
                xo + from * in,
                y,
                yo + from * out,
                index,
                io + from * out));
  }

  @Override
  public void maxGrad(
      int planes,
      int inPlane,
      int outPlane,
      float[] dy,
      int dyo,
      int[] index,
      int io,
      float[] dx,
      int dxo) {
    Parallel.ranges(
        planes,
        grain(inPlane),
        (from, to) ->
            loops.maxGrad(
                to - from,
                inPlane,
                outPlane,
                dy,
                dyo + from * outPlane,
                index,
                io + from * outPlane,
                dx,
                dxo + from * inPlane));
  }

  @Override
  public void average(
      int planes, Spans rows, Spans columns, int divisor, float[] x, int xo, float[] y, int yo) {
    int in = rows.in() * columns.in();
    int out = rows.out() * columns.out();
    Parallel.ranges(
        planes,
        grain(in),
        (from, to) ->
            loops.average(
                to - from, rows, columns, divisor, x, xo + from * in, y, yo + from * out));
  }

  @Override
  public void averageGrad(
      int planes,
      Spans rows,
      Spans columns,
      int divisor,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo) {
    int in = rows.in() * columns.in();
    int out = rows.out() * columns.out();
    Parallel.ranges(
        planes,
        grain(in),
        (from, to) ->
            loops.averageGrad(
                to - from, rows, columns, divisor, dy, dyo + from * out, dx, dxo + from * in));
  }

  private static int grain(int plane) {
    return Math.max(1, Thresholds.POOLING_SHARE / Math.max(1, plane));
  }
}
