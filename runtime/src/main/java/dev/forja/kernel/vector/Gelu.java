package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * GELU without exponential or division: {@code x max(sign x, 0) - t F(t)} with {@code t = |x|} and
 * F the share of the normal distribution that lies beyond t, or {@code (1 - tanh(..)) / 2}. F is a
 * polynomial in t scaled to [-1, 1], even and odd powers apart, so that its chain of sums is short:
 * a minimax fit (Lawson's iteration) of t F where t is above 1 and of F below; beyond its end t F
 * is less than 1.1e-7 and counts as 0. Absolute errors, rounding included: 2.7e-7.
 */
final class Gelu {
  private static final FloatVector ONE = constant(1f);
  private static final FloatVector MINUS_ONE = constant(-1f);

  private static final float ERF_END = 5.5f;
  private static final FloatVector ERF_SCALE = constant(2 / ERF_END);
  private static final FloatVector ERF_16 = constant(0.0013453616f);
  private static final FloatVector ERF_15 = constant(-0.0071073403f);
  private static final FloatVector ERF_14 = constant(0.0012090665f);
  private static final FloatVector ERF_13 = constant(0.034955174f);
  private static final FloatVector ERF_12 = constant(-0.038596775f);
  private static final FloatVector ERF_11 = constant(-0.055091627f);
  private static final FloatVector ERF_10 = constant(0.13033225f);
  private static final FloatVector ERF_9 = constant(-0.031159632f);
  private static final FloatVector ERF_8 = constant(-0.16221097f);
  private static final FloatVector ERF_7 = constant(0.21719281f);
  private static final FloatVector ERF_6 = constant(-0.05151071f);
  private static final FloatVector ERF_5 = constant(-0.17695875f);
  private static final FloatVector ERF_4 = constant(0.27189398f);
  private static final FloatVector ERF_3 = constant(-0.20682292f);
  private static final FloatVector ERF_2 = constant(0.09455809f);
  private static final FloatVector ERF_1 = constant(-0.02500776f);
  private static final FloatVector ERF_0 = constant(0.002979771f);

  private static final float TANH_END = 5.25f;
  private static final FloatVector TANH_SCALE = constant(2 / TANH_END);
  private static final FloatVector TANH_16 = constant(0.0026821857f);
  private static final FloatVector TANH_15 = constant(-0.0050686314f);
  private static final FloatVector TANH_14 = constant(-0.00827884f);
  private static final FloatVector TANH_13 = constant(0.025316825f);
  private static final FloatVector TANH_12 = constant(-0.0064998115f);
  private static final FloatVector TANH_11 = constant(-0.039458755f);
  private static final FloatVector TANH_10 = constant(0.063069865f);
  private static final FloatVector TANH_9 = constant(-0.02720426f);
  private static final FloatVector TANH_8 = constant(-0.076379836f);
  private static final FloatVector TANH_7 = constant(0.16391839f);
  private static final FloatVector TANH_6 = constant(-0.097771116f);
  private static final FloatVector TANH_5 = constant(-0.10471492f);
  private static final FloatVector TANH_4 = constant(0.2517613f);
  private static final FloatVector TANH_3 = constant(-0.22944382f);
  private static final FloatVector TANH_2 = constant(0.11726242f);
  private static final FloatVector TANH_1 = constant(-0.03334484f);
  private static final FloatVector TANH_0 = constant(0.0041538593f);

  private Gelu() {}

  /** Of whole vectors, as all here. In one piece: what is not inlined allocates. */
  static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(ERF_SCALE, MINUS_ONE);
      FloatVector z = s.mul(s);
      FloatVector p = ERF_16.fma(z, ERF_14);
      FloatVector q = ERF_15.fma(z, ERF_13);
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
      FloatVector tail = p.mul(size).blend(0f, size.compare(GT, ERF_END));
      FloatVector step = ONE.blend(0f, v.compare(LE, 0f));
      v.mul(step).sub(tail).intoArray(y, yo + i);
    }
  }

  static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(TANH_SCALE, MINUS_ONE);
      FloatVector z = s.mul(s);
      FloatVector p = TANH_16.fma(z, TANH_14);
      FloatVector q = TANH_15.fma(z, TANH_13);
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
      FloatVector tail = p.mul(size).blend(0f, size.compare(GT, TANH_END));
      FloatVector step = ONE.blend(0f, v.compare(LE, 0f));
      v.mul(step).sub(tail).intoArray(y, yo + i);
    }
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
