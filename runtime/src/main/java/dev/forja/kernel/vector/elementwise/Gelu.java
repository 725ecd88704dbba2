package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.arithmetic.GeluCurve.*;
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
