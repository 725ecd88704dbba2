package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Exponential.LOG2_E;
import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.Attention;
import dev.forja.kernel.AttentionKernels;
import dev.forja.kernel.Heads;
import dev.forja.kernel.arithmetic.PowerOfTwo;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    Rows rows = Rows.take(a);
    for (int head = 0; head < q.offsets().length; head++) {
      head(a, head, q, k, v, mask, y, rows);
    }
    rows.giveBack();
  }

  /** The arrays of one head after the other, with any contents; see {@link RowSteps}. */
  private static final class Rows {
    /** As many as were ever in use at once. */
    private static final ConcurrentLinkedQueue<Rows> FREE = new ConcurrentLinkedQueue<>();

    private float[] query = {};
    private float[][] keys = {};
    private float[][] values = {};
    private float[][] scores = {};
    private float[] weights = {};
    private float[][] sums = {};

    static Rows take(Attention a) {
      Rows free = FREE.poll();
      Rows rows = free == null ? new Rows() : free;
      rows.query = RowScratch.grown(rows.query, RowSteps.BAND * a.width());
      rows.keys = RowScratch.grown(rows.keys, a.width(), a.sources());
      rows.values = RowScratch.grown(rows.values, a.sources(), a.depth());
      rows.scores = RowScratch.grown(rows.scores, RowSteps.BAND, a.sources());
      rows.weights = RowScratch.grown(rows.weights, RowSteps.BAND * a.sources());
      rows.sums = RowScratch.grown(rows.sums, RowSteps.BAND, a.depth());
      return rows;
    }

    void giveBack() {
      FREE.add(this);
    }
  }

  private static void head(
      Attention a, int head, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y, Rows rows) {
    RowSteps.turn(k.values(), k.at(head, 0), k.step(), a.width(), a.sources(), rows.keys);
    RowSteps.copy(v.values(), v.at(head, 0), v.step(), a.sources(), a.depth(), rows.values);
    for (int row = 0; row < a.length(); row += RowSteps.BAND) {
      int count = Math.min(RowSteps.BAND, a.length() - row);
      int seen = a.seen(row);
      scores(a, count, seen, q, head, row, rows);
      for (int i = 0; i < count; i++) {
        float[] scores = rows.scores[i];
        if (mask != null) {
          addMask(mask, mask.at(head, row + i), seen, scores);
        }
        if (a.causal()) {
          Arrays.fill(scores, a.seenAlone(row + i), seen, Float.NEGATIVE_INFINITY);
        }
      }
      mix(a, count, seen, head, row, rows, y);
    }
  }

  private static void scores(
      Attention a, int count, int seen, Heads q, int head, int row, Rows rows) {
    for (int i = 0; i < count; i++) {
      int from = q.at(head, row + i);
      for (int j = 0; j < a.width(); j++) {
        rows.query[i * a.width() + j] = q.values()[from + j] * (a.scale() * LOG2_E);
      }
    }
    RowSteps.clear(count, seen, rows.scores);
    RowSteps.add(count, seen, a.width(), rows.query, 0, a.width(), 1, rows.keys, rows.scores);
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

  private static void mix(Attention a, int count, int seen, int head, int row, Rows rows, Heads y) {
    float[] factors = new float[RowSteps.BAND];
    for (int i = 0; i < count; i++) {
      factors[i] = softmax(rows.scores[i], seen);
      System.arraycopy(rows.scores[i], 0, rows.weights, i * seen, seen);
    }
    RowSteps.clear(count, a.depth(), rows.sums);
    RowSteps.add(count, a.depth(), seen, rows.weights, 0, seen, 1, rows.values, rows.sums);
    for (int i = 0; i < count; i++) {
      int to = y.at(head, row + i);
      for (int d = 0; d < a.depth(); d++) {
        y.values()[to + d] = rows.sums[i][d] * factors[i];
      }
    }
  }
}
