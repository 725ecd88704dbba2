package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.arithmetic.Exponential.LOG2_E;
import static dev.forja.kernel.vector.base.Scratch.ALIGNED;

import dev.forja.kernel.Attention;
import dev.forja.kernel.Heads;
import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import dev.forja.kernel.vector.base.Lanes;
import dev.forja.kernel.vector.gemm.VectorMatmul;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attention of so few queries that a block with one query in each lane would be mostly empty, as
 * for one new token against a long cache. Scores are kept by row. Keys and values are read once for
 * all queries of neighbouring heads that share them. Each sum has the order that it has in a block,
 * so the bits are those of {@link VectorAttention}.
 */
final class FewQueries {
  /** The largest number of queries for which this is faster than a block. */
  static final int MOST = 4;

  private static final MatmulKernels PRODUCTS = new VectorMatmul();

  private FewQueries() {}

  /** Whether this is faster than blocks. */
  static boolean pays(Attention a) {
    return a.length() <= MOST && a.depth() > 0;
  }

  static void attend(Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y) {
    int share = a.length() == 1 ? shared(k, v) : 1;
    int units = q.offsets().length / share;
    long work = (long) share * a.length() * a.sources() * (a.width() + a.depth());
    Parallel.ranges(
        units,
        (int) Math.max(1, Thresholds.ATTENTION_SHARE / Math.max(1, work)),
        (from, to) -> {
          AttentionScratch scratch = AttentionScratch.take();
          for (int unit = from; unit < to; unit++) {
            heads(a, unit * share, share, q, k, v, mask, y, scratch);
          }
          scratch.giveBack();
        });
  }

  /** How many neighbouring heads, at most {@link #MOST}, have the same keys and values. */
  private static int shared(Heads k, Heads v) {
    int heads = k.offsets().length;
    int run = 1;
    while (run < heads && same(k, v, run, 0)) {
      run++;
    }
    int most = Math.min(run, MOST);
    while (most > 1 && (run % most != 0 || heads % run != 0 || !repeats(k, v, run))) {
      most--;
    }
    return most;
  }

  private static boolean repeats(Heads k, Heads v, int run) {
    for (int head = 0; head < k.offsets().length; head++) {
      if (!same(k, v, head, head - head % run)) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(Heads k, Heads v, int head, int other) {
    return k.offsets()[head] == k.offsets()[other] && v.offsets()[head] == v.offsets()[other];
  }

  /** Some neighbouring heads with the same keys and values; only one if there are more queries. */
  private static void heads(
      Attention a,
      int head,
      int share,
      Heads q,
      Heads k,
      Heads v,
      @Nullable Heads mask,
      Heads y,
      AttentionScratch scratch) {
    int rows = share * a.length();
    int seen = a.seen(0);
    float[] queries = scratch.queries.of(rows * a.width());
    for (int row = 0; row < rows; row++) {
      int from = q.at(head + row / a.length(), row % a.length());
      for (int i = 0; i < a.width(); i++) {
        queries[row * a.width() + i] = q.values()[from + i] * (a.scale() * LOG2_E);
      }
    }
    int step = Math.ceilDiv(seen, Lanes.LANES) * Lanes.LANES;
    float[] scores = scratch.scores.of(ALIGNED + rows * step);
    PRODUCTS.gemm(
        false,
        true,
        rows,
        seen,
        a.width(),
        queries,
        0,
        a.width(),
        k.values(),
        k.at(head, 0),
        k.step(),
        0,
        scores,
        ALIGNED,
        step);
    float[] factors = scratch.factors;
    for (int row = 0; row < rows; row++) {
      int query = row % a.length();
      int at = ALIGNED + row * step;
      if (mask != null) {
        RowScores.addMask(mask, mask.at(head + row / a.length(), query), seen, scores, at);
      }
      Arrays.fill(scores, at + a.seenAlone(query), at + step, Float.NEGATIVE_INFINITY);
      factors[row] = RowScores.softmax(scores, at, seen, step);
    }
    float[] out = scratch.outputs.of(ALIGNED + rows * a.depth());
    PRODUCTS.gemm(
        false,
        false,
        rows,
        a.depth(),
        seen,
        scores,
        ALIGNED,
        step,
        v.values(),
        v.at(head, 0),
        v.step(),
        0,
        out,
        ALIGNED,
        a.depth());
    for (int row = 0; row < rows; row++) {
      int to = y.at(head + row / a.length(), row % a.length());
      for (int d = 0; d < a.depth(); d++) {
        y.values()[to + d] = out[ALIGNED + row * a.depth() + d] * factors[row];
      }
    }
  }
}
