package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static dev.forja.kernel.vector.base.Scratch.ALIGNED;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.forja.kernel.Attention;
import dev.forja.kernel.Heads;
import dev.forja.kernel.vector.base.Transpose;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Applies masks to the scores of a block of queries, [sources, queries]. */
final class ScoreMask {
  private static final int QUERIES = AttentionTile.COLS;

  /** The number of sources whose mask is transposed at once. */
  static final int CHUNK = 32;

  private ScoreMask() {}

  /** Adds {@code scale * mask}; the block's first row of the mask starts at {@code from}. */
  static void add(
      Heads mask,
      int from,
      int rows,
      int seen,
      float scale,
      float[] scores,
      AttentionScratch scratch) {
    if (mask.step() == 0) {
      for (int s = 0; s < seen; s++) {
        float given = mask.values()[from + s];
        float added = given < Attention.LEAST_SCALED ? given : scale * given;
        if (added != 0) {
          addOne(added, scores, ALIGNED + s * QUERIES);
        }
      }
      return;
    }
    for (int s = 0; s < seen; s += CHUNK) {
      int n = Math.min(CHUNK, seen - s);
      Transpose.run(
          mask.values(), from + s, mask.step(), rows, n, scratch.mask, 0, QUERIES, scratch.squares);
      addAll(scratch.mask, scale, scores, ALIGNED + s * QUERIES, n * QUERIES);
    }
  }

  private static void addOne(float added, float[] scores, int at) {
    FloatVector.fromArray(SPECIES, scores, at).add(added).intoArray(scores, at);
    FloatVector.fromArray(SPECIES, scores, at + LANES).add(added).intoArray(scores, at + LANES);
  }

  private static void addAll(float[] mask, float scale, float[] scores, int at, int n) {
    FloatVector by = FloatVector.broadcast(SPECIES, scale);
    for (int i = 0; i < n; i += LANES) {
      FloatVector score = FloatVector.fromArray(SPECIES, scores, at + i);
      FloatVector given = FloatVector.fromArray(SPECIES, mask, i);
      FloatVector sum = given.fma(by, score);
      sum.blend(given, given.compare(LT, Attention.LEAST_SCALED)).intoArray(scores, at + i);
    }
  }

  /**
   * Hides the sources after each query of a block.
   *
   * @param last the last source that the first query of the block sees; may be negative
   */
  static void hideLater(int last, int seen, float[] scores) {
    for (int s = Math.max(0, last + 1); s < seen; s++) {
      int at = ALIGNED + s * QUERIES;
      Arrays.fill(scores, at, at + Math.min(s - last, QUERIES), Float.NEGATIVE_INFINITY);
    }
  }
}
