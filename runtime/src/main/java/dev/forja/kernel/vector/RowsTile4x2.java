package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** 4 rows by 2 vectors, A read where it stands: for the rows that are left over, and for few. */
final class RowsTile4x2 {
  static final int ROWS = 4;

  private RowsTile4x2() {}

  /**
   * Rows beyond {@code rows} repeat the last one, so that nothing outside of A is read; C must have
   * room for them.
   *
   * @param b a panel, {@link Tile#COLS} wide
   */
  static void run(
      int k,
      Left a,
      int row,
      int step,
      int rows,
      float[] b,
      int bo,
      boolean add,
      float[] c,
      int co,
      int ldc) {
    float[] av = a.values();
    int as = a.stepStride();
    int a0 = a.at(row, step);
    int a1 = a.at(row + Math.min(1, rows - 1), step);
    int a2 = a.at(row + Math.min(2, rows - 1), step);
    int a3 = a.at(row + Math.min(3, rows - 1), step);
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    for (int p = 0; p < k; p++) {
      int bp = bo + p * Tile.COLS;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      int ap = p * as;
      FloatVector v = FloatVector.broadcast(SPECIES, av[a0 + ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, av[a1 + ap]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, av[a2 + ap]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, av[a3 + ap]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
    }
    if (add) {
      c00 = c00.add(FloatVector.fromArray(SPECIES, c, co));
      c01 = c01.add(FloatVector.fromArray(SPECIES, c, co + LANES));
      c10 = c10.add(FloatVector.fromArray(SPECIES, c, co + ldc));
      c11 = c11.add(FloatVector.fromArray(SPECIES, c, co + ldc + LANES));
      c20 = c20.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc));
      c21 = c21.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES));
      c30 = c30.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc));
      c31 = c31.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES));
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + LANES);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + LANES);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + LANES);
  }
}
