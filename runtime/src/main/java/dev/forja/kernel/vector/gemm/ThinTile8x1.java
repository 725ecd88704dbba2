package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * 8 rows by 1 vector, with A read in place, for remaining columns and for matrices with few
 * columns. The fences keep the compiler from reading far ahead, which would push sums out of the
 * registers.
 */
final class ThinTile8x1 {
  static final int ROWS = 8;

  private ThinTile8x1() {}

  /**
   * Rows beyond {@code rows} repeat the last one, so that nothing outside of A is read; S and C
   * must have room for them.
   *
   * @param b one vector of columns of a panel, {@link Tile#COLS} wide
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
    int a4 = a.at(row + Math.min(4, rows - 1), 0);
    int a5 = a.at(row + Math.min(5, rows - 1), 0);
    int a6 = a.at(row + Math.min(6, rows - 1), 0);
    int a7 = a.at(row + Math.min(7, rows - 1), 0);
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + lds);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * lds);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * lds);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * lds);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * lds);
    FloatVector c60 = FloatVector.fromArray(SPECIES, s, so + 6 * lds);
    FloatVector c70 = FloatVector.fromArray(SPECIES, s, so + 7 * lds);
    for (int p = 0; p < k; p++) {
      int bp = bo + p * Tile.COLS;
      VarHandle.loadLoadFence();
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      int ap = p * as;
      FloatVector v = FloatVector.broadcast(SPECIES, av[a0 + ap]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(SPECIES, av[a1 + ap]);
      c10 = v.fma(b0, c10);
      v = FloatVector.broadcast(SPECIES, av[a2 + ap]);
      c20 = v.fma(b0, c20);
      v = FloatVector.broadcast(SPECIES, av[a3 + ap]);
      c30 = v.fma(b0, c30);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, av[a4 + ap]);
      c40 = v.fma(b0, c40);
      v = FloatVector.broadcast(SPECIES, av[a5 + ap]);
      c50 = v.fma(b0, c50);
      v = FloatVector.broadcast(SPECIES, av[a6 + ap]);
      c60 = v.fma(b0, c60);
      v = FloatVector.broadcast(SPECIES, av[a7 + ap]);
      c70 = v.fma(b0, c70);
    }
    c00.intoArray(c, co);
    c10.intoArray(c, co + ldc);
    c20.intoArray(c, co + 2 * ldc);
    c30.intoArray(c, co + 3 * ldc);
    c40.intoArray(c, co + 4 * ldc);
    c50.intoArray(c, co + 5 * ldc);
    c60.intoArray(c, co + 6 * ldc);
    c70.intoArray(c, co + 7 * ldc);
  }
}
