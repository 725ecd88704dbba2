package dev.forja.kernel.scalar;

import dev.forja.kernel.Binary;
import dev.forja.kernel.ElementwiseKernels;
import dev.forja.kernel.Unary;

/** Elementwise kernels as plain loops: the specification. */
public final class ScalarElementwise implements ElementwiseKernels {
  @Override
  public void unary(Unary f, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = ScalarFunctions.apply(f, x[xo + i]);
    }
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
    boolean readsX = f.gradReadsInput();
    boolean readsY = f.gradReadsOutput();
    for (int i = 0; i < n; i++) {
      float xi = readsX ? x[xo + i] : 0;
      float yi = readsY ? y[yo + i] : 0;
      dx[dxo + i] = ScalarFunctions.gradient(f, xi, yi, dy[dyo + i]);
    }
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
    for (int i = 0; i < n; i++) {
      y[yo + i] = ScalarFunctions.apply(f, a[ao + i * aStep], b[bo + i * bStep]);
    }
  }

  @Override
  public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += alpha * x[xo + i];
    }
  }
}
