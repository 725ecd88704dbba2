package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** 4 rows by 3 vectors, with A read in place, for remaining rows and for matrices with few rows. */
final class RowsTile4x3 {
  static final int ROWS = 4;

  private RowsTile4x3() {}

  /**
   * Rows beyond {@code rows} repeat the last one, so that nothing outside of A is read; S and C
   * must have room for them.
   *
   * @param b a panel, {@link Tile#COLS} wide
   */
  static void run(
      int k,
      LeftOperand a,
      int row,
      int rows,
      float[] b,
      int bo,
      float[] s,
      int so,
      int lds,
      float[] c,
      int co,
      int ldc) {
    float[] av = a.values();
    int as = a.stepStride();
    int a0 = a.at(row, 0);
    int a1 = a.at(row + Math.min(1, rows - 1), 0);
    int a2 = a.at(row + Math.min(2, rows - 1), 0);
    int a3 = a.at(row + Math.min(3, rows - 1), 0);
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, s, so + 2 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + lds);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + lds + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, s, so + lds + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * lds);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * lds + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, s, so + 2 * lds + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * lds);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * lds + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, s, so + 3 * lds + 2 * LANES);
    for (int p = 0; p < k; p++) {
      int bp = bo + p * Tile.COLS;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      int ap = p * as;
      FloatVector v = FloatVector.broadcast(SPECIES, av[a0 + ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      v = FloatVector.broadcast(SPECIES, av[a1 + ap]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      v = FloatVector.broadcast(SPECIES, av[a2 + ap]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      v = FloatVector.broadcast(SPECIES, av[a3 + ap]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c02.intoArray(c, co + 2 * LANES);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + LANES);
    c12.intoArray(c, co + ldc + 2 * LANES);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + LANES);
    c22.intoArray(c, co + 2 * ldc + 2 * LANES);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + LANES);
    c32.intoArray(c, co + 3 * ldc + 2 * LANES);
  }
}
