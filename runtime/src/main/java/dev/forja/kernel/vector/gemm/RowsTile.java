package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * 4 rows by all vectors of a panel, with A read in place, for remaining rows and for matrices with
 * few rows. The fences do what they do in {@link Tile6x2}.
 */
final class RowsTile {
  static final int ROWS = 4;

  private RowsTile() {}

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
    FloatVector c02 = Tile.THREE ? FloatVector.fromArray(SPECIES, s, so + 2 * LANES) : c01;
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + lds);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + lds + LANES);
    FloatVector c12 = Tile.THREE ? FloatVector.fromArray(SPECIES, s, so + lds + 2 * LANES) : c11;
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * lds);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * lds + LANES);
    FloatVector c22 =
        Tile.THREE ? FloatVector.fromArray(SPECIES, s, so + 2 * lds + 2 * LANES) : c21;
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * lds);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * lds + LANES);
    FloatVector c32 =
        Tile.THREE ? FloatVector.fromArray(SPECIES, s, so + 3 * lds + 2 * LANES) : c31;
    for (int p = 0; p < k; p++) {
      int bp = bo + p * Tile.COLS;
      if (!Tile.THREE) {
        VarHandle.loadLoadFence();
      }
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector b2 = Tile.THREE ? FloatVector.fromArray(SPECIES, b, bp + 2 * LANES) : b1;
      int ap = p * as;
      FloatVector v = FloatVector.broadcast(SPECIES, av[a0 + ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = Tile.THREE ? v.fma(b2, c02) : c02;
      if (!Tile.THREE) {
        VarHandle.loadLoadFence();
      }
      v = FloatVector.broadcast(SPECIES, av[a1 + ap]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = Tile.THREE ? v.fma(b2, c12) : c12;
      if (!Tile.THREE) {
        VarHandle.loadLoadFence();
      }
      v = FloatVector.broadcast(SPECIES, av[a2 + ap]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = Tile.THREE ? v.fma(b2, c22) : c22;
      if (!Tile.THREE) {
        VarHandle.loadLoadFence();
      }
      v = FloatVector.broadcast(SPECIES, av[a3 + ap]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = Tile.THREE ? v.fma(b2, c32) : c32;
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + LANES);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + LANES);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + LANES);
    if (Tile.THREE) {
      c02.intoArray(c, co + 2 * LANES);
      c12.intoArray(c, co + ldc + 2 * LANES);
      c22.intoArray(c, co + 2 * ldc + 2 * LANES);
      c32.intoArray(c, co + 3 * ldc + 2 * LANES);
    }
  }
}
