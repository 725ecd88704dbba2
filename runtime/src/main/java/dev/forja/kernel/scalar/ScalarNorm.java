package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.norm.PlaneNorm;

/** Batch norm as plain loops: the specification. */
public final class ScalarNorm extends PlaneNorm {
  @Override
  protected float laneSum(float[] x, int xo, int n) {
    return LaneSums.sum(x, xo, n);
  }

  @Override
  protected float laneSquares(float[] x, int xo, int n, float middle) {
    return LaneSums.squares(x, xo, n, middle);
  }

  @Override
  protected float laneProducts(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    return LaneSums.products(x, xo, dy, dyo, n, middle);
  }

  @Override
  protected void normalize(
      float[] x, int xo, int n, float mean, float scale, float shift, float[] y, int yo) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = fma(x[xo + i] - mean, scale, shift);
    }
  }

  @Override
  protected void normalizeGrad(
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
