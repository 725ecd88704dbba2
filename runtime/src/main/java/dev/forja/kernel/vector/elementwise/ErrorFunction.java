package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.arithmetic.Erf.*;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/**
 * The error function: a polynomial below 0.92; from there {@code 1 - e^(t Q(t))}, Q fitted to
 * {@code ln(erfc t) / t}. Minimax fits, as in {@link Exponentials}.
 */
final class ErrorFunction {

  private ErrorFunction() {}

  /**
   * Applies the function to whole vectors. The exponential is written out here, because this late
   * in a large method the compiler no longer inlines calls, and vector code that is not inlined
   * allocates.
   */
  static void apply(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector size = v.abs();
      FloatVector t = size.blend(4f, size.compare(GT, 4f));
      FloatVector q = broadcast(SPECIES, LARGE_6).fma(t, broadcast(SPECIES, LARGE_5));
      q = q.fma(t, broadcast(SPECIES, LARGE_4));
      q = q.fma(t, broadcast(SPECIES, LARGE_3));
      q = q.fma(t, broadcast(SPECIES, LARGE_2));
      q = q.fma(t, broadcast(SPECIES, LARGE_1));
      q = q.fma(t, broadcast(SPECIES, LARGE_0));
      FloatVector large = broadcast(SPECIES, 1f).sub(Exponentials.expWithin(q.mul(t)));
      FloatVector signed = Exponentials.withSign(large, v);

      FloatVector z = v.mul(v);
      FloatVector p = broadcast(SPECIES, SMALL_6).fma(z, broadcast(SPECIES, SMALL_5));
      p = p.fma(z, broadcast(SPECIES, SMALL_4));
      p = p.fma(z, broadcast(SPECIES, SMALL_3));
      p = p.fma(z, broadcast(SPECIES, SMALL_2));
      p = p.fma(z, broadcast(SPECIES, SMALL_1));
      p = p.fma(z, broadcast(SPECIES, SMALL_0));
      signed.blend(p.fma(v, v), size.compare(LT, 0.92f)).intoArray(y, yo + i);
    }
  }
}
