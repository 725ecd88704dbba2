package dev.forja.kernel.vector.rows;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;

import dev.forja.kernel.norm.PlaneNorm;
import dev.forja.kernel.vector.base.Sums;
import jdk.incubator.vector.FloatVector;

/** Batch norm with vectors. */
public final class VectorNorm extends PlaneNorm {
  @Override
  protected float laneSum(float[] x, int xo, int n) {
    return Sums.sum(x, xo, n);
  }

  @Override
  protected float laneSquares(float[] x, int xo, int n, float middle) {
    return Sums.squares(x, xo, n, middle);
  }

  @Override
  protected float laneProducts(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    return Sums.products(x, xo, dy, dyo, n, middle);
  }

  @Override
  protected void normalize(
      float[] x, int xo, int n, float mean, float scale, float shift, float[] y, int yo) {
    FloatVector m = FloatVector.broadcast(SPECIES, mean);
    FloatVector a = FloatVector.broadcast(SPECIES, scale);
    FloatVector b = FloatVector.broadcast(SPECIES, shift);
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      fromArray(SPECIES, x, xo + i).sub(m).fma(a, b).intoArray(y, yo + i);
    }
    for (; i < n; i++) {
      y[yo + i] = Math.fma(x[xo + i] - mean, scale, shift);
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
    FloatVector m = FloatVector.broadcast(SPECIES, mean);
    FloatVector g = FloatVector.broadcast(SPECIES, ofGrad);
    FloatVector a = FloatVector.broadcast(SPECIES, ofInput);
    FloatVector b = FloatVector.broadcast(SPECIES, shift);
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector ofX = fromArray(SPECIES, x, xo + i).sub(m).fma(a, b);
      fromArray(SPECIES, dy, dyo + i).fma(g, ofX).intoArray(dx, dxo + i);
    }
    for (; i < n; i++) {
      float ofX = Math.fma(x[xo + i] - mean, ofInput, shift);
      dx[dxo + i] = Math.fma(dy[dyo + i], ofGrad, ofX);
    }
  }
}
