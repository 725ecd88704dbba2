package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.arithmetic.Exponential.LOG2_E;
import static dev.forja.kernel.arithmetic.PowerOfTwo.*;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.forja.kernel.Attention;
import dev.forja.kernel.Heads;
import dev.forja.kernel.vector.base.LaneReduce;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** The scores of one query, side by side: mask and softmax, with the bits of a block's. */
final class RowScores {
  private RowScores() {}

  /** Adds a row of a mask, which begins at {@code from}. */
  static void addMask(Heads mask, int from, int seen, float[] scores, int at) {
    float[] values = mask.values();
    boolean sameForAll = mask.step() == 0;
    int s = 0;
    FloatVector by = broadcast(SPECIES, LOG2_E);
    for (; s < SPECIES.loopBound(seen); s += LANES) {
      FloatVector given = FloatVector.fromArray(SPECIES, values, from + s);
      FloatVector score = FloatVector.fromArray(SPECIES, scores, at + s);
      var large = given.compare(LT, Attention.LEAST_SCALED);
      FloatVector sum =
          sameForAll
              ? score.add(given.mul(by).blend(given, large))
              : given.fma(by, score).blend(given, large);
      sum.intoArray(scores, at + s);
    }
    for (; s < seen; s++) {
      float given = values[from + s];
      boolean large = given < Attention.LEAST_SCALED;
      float score = scores[at + s];
      if (sameForAll) {
        scores[at + s] = score + (large ? given : LOG2_E * given);
      } else {
        scores[at + s] = large ? given : Math.fma(given, LOG2_E, score);
      }
    }
  }

  /**
   * Replaces the scores by {@code 2^(score - max)}; returns 1 / sum, or 0 if no source is visible.
   *
   * @param width the room for the row, whole vectors, filled with negative infinity behind it
   */
  static float softmax(float[] scores, int at, int seen, int width) {
    float max = max(scores, at, width);
    powers(scores, at, width, max == Float.NEGATIVE_INFINITY ? 0 : max);
    float sum = 0;
    for (int s = 0; s < seen; s++) {
      sum += scores[at + s];
    }
    return sum == 0 ? 0 : 1 / sum;
  }

  /** NaN is ignored here, because it reappears in the sum. */
  private static float max(float[] scores, int at, int width) {
    FloatVector max = broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int s = 0; s < width; s += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, scores, at + s);
      max = max.blend(a, a.compare(GT, max));
    }
    return LaneReduce.max(max);
  }

  /** As {@link ScoreSoftmax}, whose comment says what is computed. */
  private static void powers(float[] scores, int at, int width, float max) {
    for (int s = 0; s < width; s += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, scores, at + s).sub(max);
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
      p.mul(power.reinterpretAsFloats()).intoArray(scores, at + s);
    }
  }
}
