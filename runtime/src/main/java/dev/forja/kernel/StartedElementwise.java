package dev.forja.kernel;

/**
 * Elementwise kernels that go over to the Vector API one function at a time, because each function
 * is compiled on its own.
 *
 * @param startup decides for each function, see {@link Startup#isVector}
 */
record StartedElementwise(ElementwiseKernels plain, Startup startup) implements ElementwiseKernels {
  private ElementwiseKernels of(int part) {
    return startup.isVector(part) ? startup.vector().elementwise() : plain;
  }

  @Override
  public void unary(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    of(Rehearsal.unary(f)).unary(f, x, xo, y, yo, n);
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
    of(Rehearsal.unaryGrad(f)).unaryGrad(f, x, xo, y, yo, dy, dyo, dx, dxo, n);
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
    of(Rehearsal.binary(f)).binary(f, a, ao, aStep, b, bo, bStep, y, yo, n);
  }

  @Override
  public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    of(Rehearsal.AXPY).axpy(alpha, x, xo, y, yo, n);
  }
}
