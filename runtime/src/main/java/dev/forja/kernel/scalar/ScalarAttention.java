package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Exponential.LOG2_E;
import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.Attention;
import dev.forja.kernel.AttentionKernels;
import dev.forja.kernel.Heads;
import dev.forja.kernel.arithmetic.PowerOfTwo;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attention as plain loops: the specification. The softmax is computed with powers of 2, so the
 * scores are multiplied by the binary logarithm of e.
 */
public final class ScalarAttention implements AttentionKernels {
  @Override
  public void attend(Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y) {
    if (a.depth() == 0) {
      return;
    }
    float[] query = new float[a.width()];
    float[] scores = new float[a.sources()];
    for (int head = 0; head < q.offsets().length; head++) {
      for (int row = 0; row < a.length(); row++) {
        int from = q.at(head, row);
        for (int i = 0; i < query.length; i++) {
          query[i] = q.values()[from + i] * (a.scale() * LOG2_E);
        }
        int seen = a.seen(row);
        scores(query, k, head, seen, scores);
        if (mask != null) {
          addMask(mask, mask.at(head, row), seen, scores);
        }
        if (a.causal()) {
          Arrays.fill(scores, Math.min(row + 1, seen), seen, Float.NEGATIVE_INFINITY);
        }
        float factor = softmax(scores, seen);
        mix(scores, seen, factor, v, head, a.depth(), y.values(), y.at(head, row));
      }
    }
  }

  private static void scores(float[] query, Heads k, int head, int seen, float[] scores) {
    for (int source = 0; source < seen; source++) {
      int from = k.at(head, source);
      float sum = 0;
      for (int i = 0; i < query.length; i++) {
        sum = fma(k.values()[from + i], query[i], sum);
      }
      scores[source] = sum;
    }
  }

  private static void addMask(Heads mask, int from, int seen, float[] scores) {
    boolean sameForAll = mask.step() == 0;
    for (int source = 0; source < seen; source++) {
      float given = mask.values()[from + source];
      if (sameForAll) {
        scores[source] += given < Attention.LEAST_SCALED ? given : LOG2_E * given;
      } else {
        float sum = fma(given, LOG2_E, scores[source]);
        scores[source] = given < Attention.LEAST_SCALED ? given : sum;
      }
    }
  }

  /**
   * Replaces the scores by {@code 2^(score - max)}; returns 1 / sum, or 0 if no source is visible.
   */
  private static float softmax(float[] scores, int seen) {
    float max = Float.NEGATIVE_INFINITY;
    for (int source = 0; source < seen; source++) {
      max = scores[source] > max ? scores[source] : max;
    }
    float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
    float sum = 0;
    for (int source = 0; source < seen; source++) {
      float power = PowerOfTwo.upToZero(scores[source] - shift);
      scores[source] = power;
      sum += power;
    }
    return sum == 0 ? 0 : 1 / sum;
  }

  private static void mix(
      float[] weights, int seen, float factor, Heads v, int head, int depth, float[] y, int yo) {
    Arrays.fill(y, yo, yo + depth, 0f);
    for (int source = 0; source < seen; source++) {
      int from = v.at(head, source);
      for (int d = 0; d < depth; d++) {
        y[yo + d] = fma(v.values()[from + d], weights[source], y[yo + d]);
      }
    }
    for (int d = 0; d < depth; d++) {
      y[yo + d] *= factor;
    }
  }
}
