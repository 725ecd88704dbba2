package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.arithmetic.Exponential.LOG2_E;
import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Scratch.ALIGNED;

import dev.forja.kernel.Attention;
import dev.forja.kernel.AttentionKernels;
import dev.forja.kernel.Heads;
import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import dev.forja.kernel.vector.base.Transpose;
import dev.forja.kernel.vector.gemm.LeftOperand;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attention in blocks of {@link AttentionTile#COLS} queries, with one query in each lane. Scores
 * are kept for one block only, and transposed: [sources, queries]. So keys and values are read in
 * place, the softmax needs no sum across lanes, and its result is already a panel for the product
 * with the values. Where there are few queries, {@link FewQueries} computes the same bits.
 */
public final class VectorAttention implements AttentionKernels {
  private static final int QUERIES = AttentionTile.COLS;

  @Override
  public void attend(Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y) {
    if (FewQueries.pays(a)) {
      FewQueries.attend(a, q, k, v, mask, y);
      return;
    }
    int blocks = Math.ceilDiv(a.length(), QUERIES);
    LeftOperand keys = new LeftOperand(k.values(), 0, false, k.step());
    LeftOperand values = new LeftOperand(v.values(), 0, true, v.step());
    long work = (long) QUERIES * a.sources() * (a.width() + a.depth());
    Parallel.ranges(
        q.offsets().length * blocks,
        (int) Math.max(1, Thresholds.ATTENTION_SHARE / Math.max(1, work)),
        (from, to) -> {
          for (int unit = from; unit < to; unit++) {
            int head = unit / blocks;
            int row = unit % blocks * QUERIES;
            block(a, q, keys, k.at(head, 0), values, v.at(head, 0), mask, y, head, row);
          }
        });
  }

  private static void block(
      Attention a,
      Heads q,
      LeftOperand keys,
      int ko,
      LeftOperand values,
      int vo,
      @Nullable Heads mask,
      Heads y,
      int head,
      int row) {
    int rows = Math.min(QUERIES, a.length() - row);
    int seen = a.seen(row);
    AttentionScratch scratch = AttentionScratch.take();
    float[] queries = scratch.queries.of(ALIGNED + a.width() * QUERIES);
    queries(a, q, q.at(head, row), rows, queries, scratch.squares);
    float[] scores = scratch.scores.of(ALIGNED + (seen + AttentionTile.ROWS) * QUERIES);
    product(a.width(), keys, ko, seen, queries, scores);
    if (mask != null) {
      ScoreMask.add(mask, mask.at(head, row), rows, seen, LOG2_E, scores, scratch);
    }
    if (a.causal()) {
      ScoreMask.hideLater(row + a.before(), seen, scores);
    }
    float[] factors = scratch.factors;
    ScoreSoftmax.run(scores, ALIGNED, seen, factors, 0);
    ScoreSoftmax.run(scores, ALIGNED + LANES, seen, factors, LANES);
    float[] out = scratch.outputs.of(ALIGNED + (a.depth() + AttentionTile.ROWS) * QUERIES);
    product(seen, values, vo, a.depth(), scores, out);
    ScoreSoftmax.scale(out, ALIGNED, a.depth(), factors);
    write(out, a.depth(), rows, y.values(), y.at(head, row), y.step(), scratch.squares);
    scratch.giveBack();
  }

  /** The block's queries by column, scaled. Lanes without a query are zero. */
  private static void queries(
      Attention a, Heads q, int from, int rows, float[] queries, float[] square) {
    if (rows < QUERIES) {
      Arrays.fill(queries, ALIGNED, ALIGNED + a.width() * QUERIES, 0f);
    }
    Transpose.run(q.values(), from, q.step(), rows, a.width(), queries, ALIGNED, QUERIES, square);
    ScoreSoftmax.scale(queries, ALIGNED, a.width() * QUERIES, a.scale() * LOG2_E);
  }

  private static void product(int k, LeftOperand a, int ao, int rows, float[] panel, float[] c) {
    for (int r = 0; r < rows; r += AttentionTile.ROWS) {
      int height = Math.min(AttentionTile.ROWS, rows - r);
      AttentionTile.run(k, a, ao, r, height, panel, c, ALIGNED + r * QUERIES);
    }
  }

  private static void write(
      float[] out, int depth, int rows, float[] y, int at, int step, float[] square) {
    if (depth >= LANES) {
      Transpose.run(out, ALIGNED, QUERIES, depth, rows, y, at, step, square);
      return;
    }
    for (int r = 0; r < rows; r++) {
      for (int d = 0; d < depth; d++) {
        y[at + r * step + d] = out[ALIGNED + d * QUERIES + r];
      }
    }
  }
}
