package dev.forja.kernel.parallel;

import dev.forja.kernel.Binary;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Unary;

/**
 * Divides long arrays into ranges for several threads and delegates each range to other kernels.
 */
public record ParallelElementwise(ElementwiseKernels loops) implements ElementwiseKernels {
  @Override
  public void unary(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    if (n <= Thresholds.FUNCTION_ALONE) {
      loops.unary(f, x, xo, y, yo, n);
      return;
    }
    Parallel.ranges(
        n,
        Thresholds.ELEMENTWISE_SHARE,
        (from, to) -> loops.unary(f, x, xo + from, y, yo + from, to - from));
  }

  @Override
  public void unaryGrad(
      Unary f,
      float[] x,
      int xo,
      float[] y,
      int yo,
      float[] dy,
      int dyo,
      float[] dx,
      int dxo,
      int n) {
    if (n <= Thresholds.FUNCTION_ALONE) {
      loops.unaryGrad(f, x, xo, y, yo, dy, dyo, dx, dxo, n);
      return;
    }
    Parallel.ranges(
        n,
        Thresholds.ELEMENTWISE_SHARE,
        (from, to) ->
            loops.unaryGrad(
                f, x, xo + from, y, yo + from, dy, dyo + from, dx, dxo + from, to - from));
  }

  @Override
  public void binary(
      Binary f,
      float[] a,
      int ao,
      int aStep,
      float[] b,
      int bo,
      int bStep,
      float[] y,
      int yo,
      int n) {
    if (n <= Thresholds.ARITHMETIC_ALONE) {
      loops.binary(f, a, ao, aStep, b, bo, bStep, y, yo, n);
      return;
    }
    Parallel.ranges(
        n,
        Thresholds.ELEMENTWISE_SHARE,
        (from, to) ->
            loops.binary(
                f,
                a,
                ao + from * aStep,
                aStep,
                b,
                bo + from * bStep,
                bStep,
                y,
                yo + from,
                to - from));
  }

  @Override
  public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    if (n <= Thresholds.ARITHMETIC_ALONE) {
      loops.axpy(alpha, x, xo, y, yo, n);
      return;
    }
    Parallel.ranges(
        n,
        Thresholds.ELEMENTWISE_SHARE,
        (from, to) -> loops.axpy(alpha, x, xo + from, y, yo + from, to - from));
  }
}
