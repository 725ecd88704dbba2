package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/**
 * GELU without exponential or division: {@code x max(sign x, 0) - t F(t)} with {@code t = |x|} and
 * F(t) the upper tail of the standard normal distribution, or {@code (1 - tanh(..)) / 2} for the
 * approximation. F is a polynomial in t scaled to [-1, 1], with even and odd powers evaluated
 * separately to shorten the dependency chain. It is a minimax fit (Lawson's iteration) of t F where
 * t is above 1 and of F below; beyond the fitted interval, t F is less than 1.1e-7 and counts as 0.
 * The absolute error, including rounding, is at most 2.7e-7.
 */
final class Gelu {
  private static final float ONE = 1f;
  private static final float MINUS_ONE = -1f;

  private static final float ERF_END = 5.5f;
  private static final float ERF_SCALE = 2 / ERF_END;
  private static final float ERF_16 = 0.0013453616f;
  private static final float ERF_15 = -0.0071073403f;
  private static final float ERF_14 = 0.0012090665f;
  private static final float ERF_13 = 0.034955174f;
  private static final float ERF_12 = -0.038596775f;
  private static final float ERF_11 = -0.055091627f;
  private static final float ERF_10 = 0.13033225f;
  private static final float ERF_9 = -0.031159632f;
  private static final float ERF_8 = -0.16221097f;
  private static final float ERF_7 = 0.21719281f;
  private static final float ERF_6 = -0.05151071f;
  private static final float ERF_5 = -0.17695875f;
  private static final float ERF_4 = 0.27189398f;
  private static final float ERF_3 = -0.20682292f;
  private static final float ERF_2 = 0.09455809f;
  private static final float ERF_1 = -0.02500776f;
  private static final float ERF_0 = 0.002979771f;

  private static final float TANH_END = 5.25f;
  private static final float TANH_SCALE = 2 / TANH_END;
  private static final float TANH_16 = 0.0026821857f;
  private static final float TANH_15 = -0.0050686314f;
  private static final float TANH_14 = -0.00827884f;
  private static final float TANH_13 = 0.025316825f;
  private static final float TANH_12 = -0.0064998115f;
  private static final float TANH_11 = -0.039458755f;
  private static final float TANH_10 = 0.063069865f;
  private static final float TANH_9 = -0.02720426f;
  private static final float TANH_8 = -0.076379836f;
  private static final float TANH_7 = 0.16391839f;
  private static final float TANH_6 = -0.097771116f;
  private static final float TANH_5 = -0.10471492f;
  private static final float TANH_4 = 0.2517613f;
  private static final float TANH_3 = -0.22944382f;
  private static final float TANH_2 = 0.11726242f;
  private static final float TANH_1 = -0.03334484f;
  private static final float TANH_0 = 0.0041538593f;

  private Gelu() {}

  /**
   * Processes whole vectors, like all methods here. Written as a single method, because vector code
   * that is not inlined allocates.
   */
  static void erf(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(broadcast(SPECIES, ERF_SCALE), broadcast(SPECIES, MINUS_ONE));
      FloatVector z = s.mul(s);
      FloatVector p = broadcast(SPECIES, ERF_16).fma(z, broadcast(SPECIES, ERF_14));
      FloatVector q = broadcast(SPECIES, ERF_15).fma(z, broadcast(SPECIES, ERF_13));
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
      FloatVector tail = p.mul(size).blend(0f, size.compare(GT, ERF_END));
      FloatVector step = broadcast(SPECIES, ONE).blend(0f, v.compare(LE, 0f));
      v.mul(step).sub(tail).intoArray(y, yo + i);
    }
  }

  static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector s = size.fma(broadcast(SPECIES, TANH_SCALE), broadcast(SPECIES, MINUS_ONE));
      FloatVector z = s.mul(s);
      FloatVector p = broadcast(SPECIES, TANH_16).fma(z, broadcast(SPECIES, TANH_14));
      FloatVector q = broadcast(SPECIES, TANH_15).fma(z, broadcast(SPECIES, TANH_13));
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
      FloatVector tail = p.mul(size).blend(0f, size.compare(GT, TANH_END));
      FloatVector step = broadcast(SPECIES, ONE).blend(0f, v.compare(LE, 0f));
      v.mul(step).sub(tail).intoArray(y, yo + i);
    }
  }
}
