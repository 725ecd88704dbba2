package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.FloatVector;

/**
 * Slopes of GELU without exponential or division: {@code F'(|x|)} for negative x and 1 less that
 * for positive x. A minimax fit (Lawson's iteration) in |x| scaled to [-1, 1]; beyond its end it is
 * less than 1.5e-7 and counts as 0. Absolute errors, rounding included: 5e-7.
 */
final class GeluGrad {
  private static final FloatVector ONE = constant(1f);
  private static final FloatVector MINUS_ONE = constant(-1f);

  private static final float ERF_END = 5.75f;
  private static final FloatVector ERF_SCALE = constant(2 / ERF_END);
  private static final FloatVector ERF_18 = constant(-0.041738283f);
  private static final FloatVector ERF_17 = constant(0.0090332795f);
  private static final FloatVector ERF_16 = constant(0.27175453f);
  private static final FloatVector ERF_15 = constant(-0.14691603f);
  private static final FloatVector ERF_14 = constant(-0.7352634f);
  private static final FloatVector ERF_13 = constant(0.72173065f);
  private static final FloatVector ERF_12 = constant(0.8850049f);
  private static final FloatVector ERF_11 = constant(-1.6768876f);
  private static final FloatVector ERF_10 = constant(0.1315263f);
  private static final FloatVector ERF_9 = constant(1.8048422f);
  private static final FloatVector ERF_8 = constant(-1.7187864f);
  private static final FloatVector ERF_7 = constant(-0.13716722f);
  private static final FloatVector ERF_6 = constant(1.557389f);
  private static final FloatVector ERF_5 = constant(-1.3062664f);
  private static final FloatVector ERF_4 = constant(0.2407609f);
  private static final FloatVector ERF_3 = constant(0.36637625f);
  private static final FloatVector ERF_2 = constant(-0.32427314f);
  private static final FloatVector ERF_1 = constant(0.115254834f);
  private static final FloatVector ERF_0 = constant(-0.016374487f);

  private static final float TANH_END = 5.4f;
  private static final FloatVector TANH_SCALE = constant(2 / TANH_END);
  private static final FloatVector TANH_18 = constant(-0.022242496f);
  private static final FloatVector TANH_17 = constant(-0.025938481f);
  private static final FloatVector TANH_16 = constant(0.15749028f);
  private static final FloatVector TANH_15 = constant(0.07299266f);
  private static final FloatVector TANH_14 = constant(-0.45220032f);
  private static final FloatVector TANH_13 = constant(0.06823503f);
  private static final FloatVector TANH_12 = constant(0.5640441f);
  private static final FloatVector TANH_11 = constant(-0.48917183f);
  private static final FloatVector TANH_10 = constant(0.0749496f);
  private static final FloatVector TANH_9 = constant(0.46643707f);
  private static final FloatVector TANH_8 = constant(-1.0257095f);
  private static final FloatVector TANH_7 = constant(0.623232f);
  private static final FloatVector TANH_6 = constant(0.6869408f);
  private static final FloatVector TANH_5 = constant(-1.2971034f);
  private static final FloatVector TANH_4 = constant(0.63584256f);
  private static final FloatVector TANH_3 = constant(0.17817801f);
  private static final FloatVector TANH_2 = constant(-0.34444726f);
  private static final FloatVector TANH_1 = constant(0.15313873f);
  private static final FloatVector TANH_0 = constant(-0.02466783f);

  private GeluGrad() {}

  static void erf(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(ERF_SCALE, MINUS_ONE);
      FloatVector z = s.mul(s);
      FloatVector p = ERF_18.fma(z, ERF_16);
      FloatVector q = ERF_17.fma(z, ERF_15);
      p = p.fma(z, ERF_14);
      q = q.fma(z, ERF_13);
      p = p.fma(z, ERF_12);
      q = q.fma(z, ERF_11);
      p = p.fma(z, ERF_10);
      q = q.fma(z, ERF_9);
      p = p.fma(z, ERF_8);
      q = q.fma(z, ERF_7);
      p = p.fma(z, ERF_6);
      q = q.fma(z, ERF_5);
      p = p.fma(z, ERF_4);
      q = q.fma(z, ERF_3);
      p = p.fma(z, ERF_2);
      q = q.fma(z, ERF_1);
      p = p.fma(z, ERF_0);
      p = q.fma(s, p);
      p = p.blend(0f, size.compare(GT, ERF_END));
      FloatVector slope = p.blend(ONE.sub(p), v.compare(GT, 0f));
      slope.mul(FloatVector.fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
    }
  }

  static void tanh(float[] x, int xo, float[] dy, int dyo, float[] dx, int dxo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(TANH_SCALE, MINUS_ONE);
      FloatVector z = s.mul(s);
      FloatVector p = TANH_18.fma(z, TANH_16);
      FloatVector q = TANH_17.fma(z, TANH_15);
      p = p.fma(z, TANH_14);
      q = q.fma(z, TANH_13);
      p = p.fma(z, TANH_12);
      q = q.fma(z, TANH_11);
      p = p.fma(z, TANH_10);
      q = q.fma(z, TANH_9);
      p = p.fma(z, TANH_8);
      q = q.fma(z, TANH_7);
      p = p.fma(z, TANH_6);
      q = q.fma(z, TANH_5);
      p = p.fma(z, TANH_4);
      q = q.fma(z, TANH_3);
      p = p.fma(z, TANH_2);
      q = q.fma(z, TANH_1);
      p = p.fma(z, TANH_0);
      p = q.fma(s, p);
      p = p.blend(0f, size.compare(GT, TANH_END));
      FloatVector slope = p.blend(ONE.sub(p), v.compare(GT, 0f));
      slope.mul(FloatVector.fromArray(SPECIES, dy, dyo + i)).intoArray(dx, dxo + i);
    }
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
