package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.arithmetic.GeluSlope.*;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;

/**
 * Derivatives of GELU without exponential or division: {@code F'(|x|)} for negative x and 1 minus
 * that for positive x. F' is a minimax fit (Lawson's iteration) in |x| scaled to [-1, 1]; beyond
 * the fitted interval it is less than 1.5e-7 and counts as 0. The absolute error, including
 * rounding, is at most 5e-7.
 */
final class GeluGrad {
  private static final float ONE = 1f;
  private static final float MINUS_ONE = -1f;

  private GeluGrad() {}

  static void erf(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(broadcast(SPECIES, ERF_SCALE), broadcast(SPECIES, MINUS_ONE));
      FloatVector z = s.mul(s);
      FloatVector p = broadcast(SPECIES, ERF_18).fma(z, broadcast(SPECIES, ERF_16));
      FloatVector q = broadcast(SPECIES, ERF_17).fma(z, broadcast(SPECIES, ERF_15));
      p = p.fma(z, broadcast(SPECIES, ERF_14));
      q = q.fma(z, broadcast(SPECIES, ERF_13));
      p = p.fma(z, broadcast(SPECIES, ERF_12));
      q = q.fma(z, broadcast(SPECIES, ERF_11));
      p = p.fma(z, broadcast(SPECIES, ERF_10));
      q = q.fma(z, broadcast(SPECIES, ERF_9));
      p = p.fma(z, broadcast(SPECIES, ERF_8));
      q = q.fma(z, broadcast(SPECIES, ERF_7));
      p = p.fma(z, broadcast(SPECIES, ERF_6));
      q = q.fma(z, broadcast(SPECIES, ERF_5));
      p = p.fma(z, broadcast(SPECIES, ERF_4));
      q = q.fma(z, broadcast(SPECIES, ERF_3));
      p = p.fma(z, broadcast(SPECIES, ERF_2));
      q = q.fma(z, broadcast(SPECIES, ERF_1));
      p = p.fma(z, broadcast(SPECIES, ERF_0));
      p = q.fma(s, p);
      p = p.blend(0f, size.compare(GT, ERF_END));
      FloatVector slope = p.blend(broadcast(SPECIES, ONE).sub(p), v.compare(GT, 0f));
      slope.mul(FloatVector.fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
    }
  }

  static void tanh(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(broadcast(SPECIES, TANH_SCALE), broadcast(SPECIES, MINUS_ONE));
      FloatVector z = s.mul(s);
      FloatVector p = broadcast(SPECIES, TANH_18).fma(z, broadcast(SPECIES, TANH_16));
      FloatVector q = broadcast(SPECIES, TANH_17).fma(z, broadcast(SPECIES, TANH_15));
      p = p.fma(z, broadcast(SPECIES, TANH_14));
      q = q.fma(z, broadcast(SPECIES, TANH_13));
      p = p.fma(z, broadcast(SPECIES, TANH_12));
      q = q.fma(z, broadcast(SPECIES, TANH_11));
      p = p.fma(z, broadcast(SPECIES, TANH_10));
      q = q.fma(z, broadcast(SPECIES, TANH_9));
      p = p.fma(z, broadcast(SPECIES, TANH_8));
      q = q.fma(z, broadcast(SPECIES, TANH_7));
      p = p.fma(z, broadcast(SPECIES, TANH_6));
      q = q.fma(z, broadcast(SPECIES, TANH_5));
      p = p.fma(z, broadcast(SPECIES, TANH_4));
      q = q.fma(z, broadcast(SPECIES, TANH_3));
      p = p.fma(z, broadcast(SPECIES, TANH_2));
      q = q.fma(z, broadcast(SPECIES, TANH_1));
      p = p.fma(z, broadcast(SPECIES, TANH_0));
      p = q.fma(s, p);
      p = p.blend(0f, size.compare(GT, TANH_END));
      FloatVector slope = p.blend(broadcast(SPECIES, ONE).sub(p), v.compare(GT, 0f));
      slope.mul(FloatVector.fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
    }
  }
}
