package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static dev.forja.kernel.vector.base.Scratch.ALIGNED;

import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import dev.forja.kernel.vector.base.Scratch;
import dev.forja.kernel.vector.base.Transpose;
import jdk.incubator.vector.FloatVector;

/**
 * C += A B for an A with so few rows that packing B would cost more than the product. B is read
 * once, and memory bandwidth is the limit.
 */
final class FewRows {
  static final int MOST = RowsTile.ROWS;

  /** Steps of the inner sum for which a transposed B is turned at once. */
  private static final int STEPS = 64;

  private FewRows() {}

  /**
   * Divides the work into exactly one task per thread, so that each thread finds its part in its
   * cache from one product to the next.
   */
  static void add(
      int m, int n, int k, LeftOperand a, boolean tb, float[] b, int bo, int ldb, Target c) {
    int share =
        Math.max(Math.max(1, Thresholds.FEW_ROWS_SHARE / k), Math.ceilDiv(n, Parallel.threads()));
    int grain = Math.ceilDiv(share, Tile.COLS) * Tile.COLS;
    Parallel.ranges(
        n,
        grain,
        (from, to) -> {
          if (tb) {
            panels(m, from, to, k, a, b, bo, ldb, c);
          } else {
            sums(m, from, to, k, a, b, bo, ldb, c);
          }
        });
  }

  /** Traverses the rows of B, four at a time: {@code c[j] += a0 b0[j] + a1 b1[j] + ...}. */
  private static void sums(
      int m, int from, int to, int k, LeftOperand a, float[] b, int bo, int ldb, Target c) {
    int p = 0;
    for (; p + 4 <= k; p += 4) {
      for (int i = 0; i < m; i++) {
        float a0 = a.values()[a.at(i, p)];
        float a1 = a.values()[a.at(i, p + 1)];
        float a2 = a.values()[a.at(i, p + 2)];
        float a3 = a.values()[a.at(i, p + 3)];
        int at = bo + p * ldb + from;
        sum4(a0, a1, a2, a3, b, at, ldb, c.values(), c.at(i, from), to - from);
      }
    }
    for (; p < k; p++) {
      for (int i = 0; i < m; i++) {
        float ap = a.values()[a.at(i, p)];
        sum1(ap, b, bo + p * ldb + from, c.values(), c.at(i, from), to - from);
      }
    }
  }

  private static void sum4(
      float a0,
      float a1,
      float a2,
      float a3,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int n) {
    int b1 = bo + ldb;
    int b2 = b1 + ldb;
    int b3 = b2 + ldb;
    FloatVector v0 = FloatVector.broadcast(SPECIES, a0);
    FloatVector v1 = FloatVector.broadcast(SPECIES, a1);
    FloatVector v2 = FloatVector.broadcast(SPECIES, a2);
    FloatVector v3 = FloatVector.broadcast(SPECIES, a3);
    int j = 0;
    for (; j < SPECIES.loopBound(n); j += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, c, co + j);
      s = v0.fma(FloatVector.fromArray(SPECIES, b, bo + j), s);
      s = v1.fma(FloatVector.fromArray(SPECIES, b, b1 + j), s);
      s = v2.fma(FloatVector.fromArray(SPECIES, b, b2 + j), s);
      s = v3.fma(FloatVector.fromArray(SPECIES, b, b3 + j), s);
      s.intoArray(c, co + j);
    }
    for (; j < n; j++) {
      float s = Math.fma(a0, b[bo + j], c[co + j]);
      s = Math.fma(a1, b[b1 + j], s);
      s = Math.fma(a2, b[b2 + j], s);
      c[co + j] = Math.fma(a3, b[b3 + j], s);
    }
  }

  private static void sum1(float ap, float[] b, int bo, float[] c, int co, int n) {
    FloatVector v = FloatVector.broadcast(SPECIES, ap);
    int j = 0;
    for (; j < SPECIES.loopBound(n); j += LANES) {
      FloatVector s = FloatVector.fromArray(SPECIES, c, co + j);
      v.fma(FloatVector.fromArray(SPECIES, b, bo + j), s).intoArray(c, co + j);
    }
    for (; j < n; j++) {
      c[co + j] = Math.fma(ap, b[bo + j], c[co + j]);
    }
  }

  /**
   * Transposes a part of a transposed B at a time, small enough for the L1 cache, and multiplies by
   * it. Dot products of the stored rows would need no copy, but would add in another order than all
   * other products.
   */
  private static void panels(
      int m, int from, int to, int k, LeftOperand a, float[] b, int bo, int ldb, Target c) {
    InitialSums start = InitialSums.at(c);
    Scratch squares = Scratch.take();
    ProductScratch scratch = ProductScratch.take();
    float[] panel = scratch.left(STEPS * Tile.COLS);
    scratch.keepLeft(FewRows.class, 0, 0);
    float[] tile = scratch.tile;
    for (int col = from; col < to; col += Tile.COLS) {
      int cols = Math.min(Tile.COLS, to - col);
      start.fill(tile, 0, col, m, cols);
      for (int step = 0; step < k; step += STEPS) {
        int steps = Math.min(STEPS, k - step);
        int at = bo + col * ldb + step;
        Transpose.run(b, at, ldb, cols, steps, panel, ALIGNED, Tile.COLS, squares.squares);
        LeftOperand part = a.from(step);
        if (m == 1) {
          RowTile.run(steps, part, 0, panel, ALIGNED, tile, 0, tile, 0);
        } else {
          RowsTile.run(steps, part, 0, m, panel, ALIGNED, tile, 0, Tile.COLS, tile, 0, Tile.COLS);
        }
      }
      c.take(tile, 0, col, m, cols);
    }
    scratch.giveBack();
    squares.giveBack();
  }
}
