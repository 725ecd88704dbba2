package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.parallel.Parallel;
import dev.forja.kernel.parallel.Thresholds;
import dev.forja.kernel.vector.base.LaneReduce;
import jdk.incubator.vector.FloatVector;

/**
 * C += A B for an A with so few rows that packing B would cost more than the product. B is read
 * once, in place, and memory bandwidth is the limit.
 */
final class FewRows {
  static final int MOST = 4;

  private FewRows() {}

  /**
   * Divides the work into exactly one task per thread, so that each thread finds its part in its
   * cache from one product to the next.
   */
  static void add(int m, int n, int k, Left a, boolean tb, float[] b, int bo, int ldb, Target c) {
    ProductScratch scratch = ProductScratch.take();
    Left rows = tb && a.transposed() ? upright(a, m, k, scratch.left(m * k)) : a;
    int share =
        Math.max(Math.max(1, Thresholds.FEW_ROWS_SHARE / k), Math.ceilDiv(n, Parallel.threads()));
    int grain = Math.ceilDiv(share, Tile.COLS) * Tile.COLS;
    Parallel.ranges(
        n,
        grain,
        (from, to) -> {
          if (tb) {
            dots(m, from, to, k, rows, b, bo, ldb, c);
          } else {
            sums(m, from, to, k, rows, b, bo, ldb, c);
          }
        });
    scratch.giveBack();
  }

  private static Left upright(Left a, int m, int k, float[] rows) {
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        rows[i * k + p] = a.values()[a.at(i, p)];
      }
    }
    return new Left(rows, 0, false, k);
  }

  /** Traverses the rows of B, four at a time: {@code c[j] += a0 b0[j] + a1 b1[j] + ...}. */
  private static void sums(
      int m, int from, int to, int k, Left a, float[] b, int bo, int ldb, Target c) {
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

  /** Traverses the rows of the transposed B, four at a time for each row of A. */
  private static void dots(
      int m, int from, int to, int k, Left a, float[] b, int bo, int ldb, Target c) {
    int j = from;
    for (; j + 4 <= to; j += 4) {
      for (int i = 0; i < m; i++) {
        dot4(k, a.values(), a.at(i, 0), b, bo + j * ldb, ldb, c.values(), c.at(i, j));
      }
    }
    for (; j < to; j++) {
      for (int i = 0; i < m; i++) {
        dot1(k, a.values(), a.at(i, 0), b, bo + j * ldb, c.values(), c.at(i, j));
      }
    }
  }

  private static void dot4(
      int k, float[] a, int ao, float[] b, int bo, int ldb, float[] c, int co) {
    int b1 = bo + ldb;
    int b2 = b1 + ldb;
    int b3 = b2 + ldb;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int p = 0;
    for (; p < SPECIES.loopBound(k); p += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, a, ao + p);
      s0 = v.fma(FloatVector.fromArray(SPECIES, b, bo + p), s0);
      s1 = v.fma(FloatVector.fromArray(SPECIES, b, b1 + p), s1);
      s2 = v.fma(FloatVector.fromArray(SPECIES, b, b2 + p), s2);
      s3 = v.fma(FloatVector.fromArray(SPECIES, b, b3 + p), s3);
    }
    float t0 = LaneReduce.sum(s0);
    float t1 = LaneReduce.sum(s1);
    float t2 = LaneReduce.sum(s2);
    float t3 = LaneReduce.sum(s3);
    for (; p < k; p++) {
      t0 = Math.fma(a[ao + p], b[bo + p], t0);
      t1 = Math.fma(a[ao + p], b[b1 + p], t1);
      t2 = Math.fma(a[ao + p], b[b2 + p], t2);
      t3 = Math.fma(a[ao + p], b[b3 + p], t3);
    }
    c[co] += t0;
    c[co + 1] += t1;
    c[co + 2] += t2;
    c[co + 3] += t3;
  }

  /**
   * One dot product, summed in the same order as in {@link #dot4}, so that the bits do not depend
   * on how the work is divided.
   */
  private static void dot1(int k, float[] a, int ao, float[] b, int bo, float[] c, int co) {
    FloatVector s = FloatVector.zero(SPECIES);
    int p = 0;
    for (; p < SPECIES.loopBound(k); p += LANES) {
      s =
          FloatVector.fromArray(SPECIES, a, ao + p)
              .fma(FloatVector.fromArray(SPECIES, b, bo + p), s);
    }
    float t = LaneReduce.sum(s);
    for (; p < k; p++) {
      t = Math.fma(a[ao + p], b[bo + p], t);
    }
    c[co] += t;
  }
}
