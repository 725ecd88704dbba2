package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.arithmetic.PowerOfTwo.*;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Softmax over the columns of a block of scores, with one query in each lane. */
final class ScoreSoftmax {
  private static final int QUERIES = AttentionTile.COLS;

  private ScoreSoftmax() {}

  /**
   * Replaces the scores in one vector of columns by {@code 2^(score - max)}, and writes the
   * remaining factors: 1 / sum, or 0 for a query without visible sources.
   *
   * @param column the index of the first column
   * @param factors receives the factors, from {@code at} on
   */
  static void run(float[] scores, int column, int seen, float[] factors, int at) {
    max(scores, column, seen, factors, at);
    powers(scores, column, seen, factors, at);
  }

  /**
   * The largest score, finite or +infinity. NaN is ignored here, because it reappears in the sum.
   */
  private static void max(float[] scores, int column, int seen, float[] to, int at) {
    FloatVector even = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    FloatVector odd = even;
    int s = 0;
    for (; s + 2 <= seen; s += 2) {
      FloatVector a = FloatVector.fromArray(SPECIES, scores, column + s * QUERIES);
      FloatVector b = FloatVector.fromArray(SPECIES, scores, column + (s + 1) * QUERIES);
      even = even.blend(a, a.compare(GT, even));
      odd = odd.blend(b, b.compare(GT, odd));
    }
    if (s < seen) {
      FloatVector a = FloatVector.fromArray(SPECIES, scores, column + s * QUERIES);
      even = even.blend(a, a.compare(GT, even));
    }
    FloatVector max = even.blend(odd, odd.compare(GT, even));
    max.blend(0f, max.compare(EQ, Float.NEGATIVE_INFINITY)).intoArray(to, at);
  }

  /**
   * {@code 2^x} for {@code x = score - max}, which is 0 at most, or NaN: {@code 2^n 2^r} with n an
   * integer and {@code |r| <= 1/2}, where a minimax fit (Lawson's iteration) has an error of at
   * most 2^-28, or one unit in the last place after rounding. Results below 2^-126 are 0. Written
   * as a single method, because vector code that is not inlined allocates.
   */
  private static void powers(float[] scores, int column, int seen, float[] factors, int at) {
    FloatVector max = FloatVector.fromArray(SPECIES, factors, at);
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int s = 0; s < seen; s++) {
      int i = column + s * QUERIES;
      FloatVector x = FloatVector.fromArray(SPECIES, scores, i).sub(max);
      x = x.blend(LOWEST, x.compare(LT, LOWEST));
      FloatVector shifted = x.add(ROUND);
      FloatVector r = x.sub(shifted.sub(ROUND));
      FloatVector p = broadcast(SPECIES, P6).fma(r, broadcast(SPECIES, P5));
      p = p.fma(r, broadcast(SPECIES, P4));
      p = p.fma(r, broadcast(SPECIES, P3));
      p = p.fma(r, broadcast(SPECIES, P2));
      p = p.fma(r, broadcast(SPECIES, P1));
      p = p.fma(r, broadcast(SPECIES, 1f));
      IntVector power = shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS);
      p = p.mul(power.reinterpretAsFloats());
      p.intoArray(scores, i);
      sum = sum.add(p);
    }
    FloatVector factor = broadcast(SPECIES, 1f).div(sum);
    factor.blend(0f, sum.compare(EQ, 0f)).intoArray(factors, at);
  }

  /** {@code x *= by}, for n a multiple of the lane count. */
  static void scale(float[] x, int at, int n, float by) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector.fromArray(SPECIES, x, at + i).mul(by).intoArray(x, at + i);
    }
  }

  /** Multiplies each column by its factor. */
  static void scale(float[] x, int from, int rows, float[] factors) {
    FloatVector left = FloatVector.fromArray(SPECIES, factors, 0);
    FloatVector right = FloatVector.fromArray(SPECIES, factors, LANES);
    for (int r = 0; r < rows; r++) {
      int at = from + r * QUERIES;
      FloatVector.fromArray(SPECIES, x, at).mul(left).intoArray(x, at);
      FloatVector.fromArray(SPECIES, x, at + LANES).mul(right).intoArray(x, at + LANES);
    }
  }
}
