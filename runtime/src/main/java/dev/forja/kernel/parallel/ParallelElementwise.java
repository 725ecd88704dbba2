package dev.forja.kernel.parallel;

import dev.forja.kernel.Binary;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Unary;

/** Cuts long arrays into ranges for several threads; the loops are those of another. */
public record ParallelElementwise(ElementwiseKernels loops) implements ElementwiseKernels {
  /** Up to this many elements, sharing a sum costs more than it saves. */
  private static final int ALONE = 1 << 15;

  /** Likewise for functions, which take longer. */
  private static final int FUNCTION_ALONE = 1 << 14;

  /** Small enough for even shares. */
  private static final int GRAIN = 1 << 12;

  @Override
  public void unary(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    if (n <= FUNCTION_ALONE) {
      loops.unary(f, x, xo, y, yo, n);
      return;
    }
    Parallel.ranges(n, GRAIN, (from, to) -> loops.unary(f, x, xo + from, y, yo + from, to - from));
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
    if (n <= FUNCTION_ALONE) {
      loops.unaryGrad(f, x, xo, y, yo, dy, dyo, dx, dxo, n);
      return;
    }
    Parallel.ranges(
        n,
        GRAIN,
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
    if (n <= ALONE) {
      loops.binary(f, a, ao, aStep, b, bo, bStep, y, yo, n);
      return;
    }
    Parallel.ranges(
        n,
        GRAIN,
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
    if (n <= ALONE) {
      loops.axpy(alpha, x, xo, y, yo, n);
      return;
    }
    Parallel.ranges(
        n, GRAIN, (from, to) -> loops.axpy(alpha, x, xo + from, y, yo + from, to - from));
  }
}
