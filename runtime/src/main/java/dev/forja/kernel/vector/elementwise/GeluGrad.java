package dev.forja.kernel.vector.elementwise;

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

  private static final float ERF_END = 5.75f;
  private static final float ERF_SCALE = 2 / ERF_END;
  private static final float ERF_18 = -0.041738283f;
  private static final float ERF_17 = 0.0090332795f;
  private static final float ERF_16 = 0.27175453f;
  private static final float ERF_15 = -0.14691603f;
  private static final float ERF_14 = -0.7352634f;
  private static final float ERF_13 = 0.72173065f;
  private static final float ERF_12 = 0.8850049f;
  private static final float ERF_11 = -1.6768876f;
  private static final float ERF_10 = 0.1315263f;
  private static final float ERF_9 = 1.8048422f;
  private static final float ERF_8 = -1.7187864f;
  private static final float ERF_7 = -0.13716722f;
  private static final float ERF_6 = 1.557389f;
  private static final float ERF_5 = -1.3062664f;
  private static final float ERF_4 = 0.2407609f;
  private static final float ERF_3 = 0.36637625f;
  private static final float ERF_2 = -0.32427314f;
  private static final float ERF_1 = 0.115254834f;
  private static final float ERF_0 = -0.016374487f;

  private static final float TANH_END = 5.4f;
  private static final float TANH_SCALE = 2 / TANH_END;
  private static final float TANH_18 = -0.022242496f;
  private static final float TANH_17 = -0.025938481f;
  private static final float TANH_16 = 0.15749028f;
  private static final float TANH_15 = 0.07299266f;
  private static final float TANH_14 = -0.45220032f;
  private static final float TANH_13 = 0.06823503f;
  private static final float TANH_12 = 0.5640441f;
  private static final float TANH_11 = -0.48917183f;
  private static final float TANH_10 = 0.0749496f;
  private static final float TANH_9 = 0.46643707f;
  private static final float TANH_8 = -1.0257095f;
  private static final float TANH_7 = 0.623232f;
  private static final float TANH_6 = 0.6869408f;
  private static final float TANH_5 = -1.2971034f;
  private static final float TANH_4 = 0.63584256f;
  private static final float TANH_3 = 0.17817801f;
  private static final float TANH_2 = -0.34444726f;
  private static final float TANH_1 = 0.15313873f;
  private static final float TANH_0 = -0.02466783f;

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
