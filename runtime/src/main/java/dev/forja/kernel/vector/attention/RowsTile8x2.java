package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * C = A B for 8 rows of A, read in place, and a panel, with 16 accumulators for 32 registers
 * (AVX-512; NEON). Rows beyond {@code rows} repeat the last one, so that nothing outside of A is
 * read; C must have room for them.
 */
final class RowsTile8x2 {
  static final int ROWS = 8;

  private RowsTile8x2() {}

  static void run(
      int k, float[] a, int ao, int lda, int rows, float[] b, int bo, float[] c, int co) {
    int a0 = ao;
    int a1 = ao + Math.min(1, rows - 1) * lda;
    int a2 = ao + Math.min(2, rows - 1) * lda;
    int a3 = ao + Math.min(3, rows - 1) * lda;
    int a4 = ao + Math.min(4, rows - 1) * lda;
    int a5 = ao + Math.min(5, rows - 1) * lda;
    int a6 = ao + Math.min(6, rows - 1) * lda;
    int a7 = ao + Math.min(7, rows - 1) * lda;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    FloatVector c60 = c00;
    FloatVector c61 = c00;
    FloatVector c70 = c00;
    FloatVector c71 = c00;
    for (int p = 0; p < k; p++) {
      int bp = bo + p * AttentionTile.COLS;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + p]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[a1 + p]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, a[a2 + p]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, a[a3 + p]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(SPECIES, a[a4 + p]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(SPECIES, a[a5 + p]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      v = FloatVector.broadcast(SPECIES, a[a6 + p]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      v = FloatVector.broadcast(SPECIES, a[a7 + p]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + AttentionTile.COLS);
    c11.intoArray(c, co + AttentionTile.COLS + LANES);
    c20.intoArray(c, co + 2 * AttentionTile.COLS);
    c21.intoArray(c, co + 2 * AttentionTile.COLS + LANES);
    c30.intoArray(c, co + 3 * AttentionTile.COLS);
    c31.intoArray(c, co + 3 * AttentionTile.COLS + LANES);
    c40.intoArray(c, co + 4 * AttentionTile.COLS);
    c41.intoArray(c, co + 4 * AttentionTile.COLS + LANES);
    c50.intoArray(c, co + 5 * AttentionTile.COLS);
    c51.intoArray(c, co + 5 * AttentionTile.COLS + LANES);
    c60.intoArray(c, co + 6 * AttentionTile.COLS);
    c61.intoArray(c, co + 6 * AttentionTile.COLS + LANES);
    c70.intoArray(c, co + 7 * AttentionTile.COLS);
    c71.intoArray(c, co + 7 * AttentionTile.COLS + LANES);
  }
}
