package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Like {@link RowsTile}, but for a single row. */
final class RowTile {
  private RowTile() {}

  static void run(
      int k, LeftOperand a, int row, float[] b, int bo, float[] s, int so, float[] c, int co) {
    float[] av = a.values();
    int as = a.stepStride();
    int a0 = a.at(row, 0);
    FloatVector c0 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c1 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c2 = Tile.THREE ? FloatVector.fromArray(SPECIES, s, so + 2 * LANES) : c1;
    for (int p = 0; p < k; p++) {
      int bp = bo + p * Tile.COLS;
      FloatVector v = FloatVector.broadcast(SPECIES, av[a0 + p * as]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, b, bp), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, b, bp + LANES), c1);
      if (Tile.THREE) {
        c2 = v.fma(FloatVector.fromArray(SPECIES, b, bp + 2 * LANES), c2);
      }
    }
    c0.intoArray(c, co);
    c1.intoArray(c, co + LANES);
    if (Tile.THREE) {
      c2.intoArray(c, co + 2 * LANES);
    }
  }
}
