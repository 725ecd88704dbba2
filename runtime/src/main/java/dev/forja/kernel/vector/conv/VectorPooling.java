package dev.forja.kernel.vector.conv;

import dev.forja.kernel.ConvAxis;
import dev.forja.kernel.PoolingKernels;
import dev.forja.kernel.Spans;

/** Pooling, with vectors for the most common windows and plain loops for all others. */
public record VectorPooling(PoolingKernels scalar) implements PoolingKernels {
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
    int done = 0;
    if (MaxPool2x2.suits(rows, columns)) {
      done = MaxPool2x2.planes(planes, rows, columns, x, xo);
      MaxPool2x2 pool = MaxPool2x2.take();
      pool.run(done, rows, columns, x, xo, y, yo, index, io);
      pool.giveBack();
    }
    int in = done * rows.in() * columns.in();
    int out = done * rows.out() * columns.out();
    scalar.max(planes - done, rows, columns, x, xo + in, y, yo + out, index, io + out);
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
    scalar.maxGrad(planes, inPlane, outPlane, dy, dyo, index, io, dx, dxo);
  }

  @Override
  public void average(
      int planes, Spans rows, Spans columns, int divisor, float[] x, int xo, float[] y, int yo) {
    scalar.average(planes, rows, columns, divisor, x, xo, y, yo);
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
    scalar.averageGrad(planes, rows, columns, divisor, dy, dyo, dx, dxo);
  }
}
