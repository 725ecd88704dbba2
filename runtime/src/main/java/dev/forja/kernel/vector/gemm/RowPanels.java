package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * Like {@link RowTile}, but for some panels at once, which may be far apart. Memory is the limit of
 * a single row, and a processor reads several streams faster than one. The fence keeps the compiler
 * from reading ahead in one stream only, and from running out of registers.
 */
final class RowPanels {
  /** Panels at once: with two vectors of each, the sums take half of AVX2's registers. */
  static final int COUNT = 4;

  private RowPanels() {}

  /**
   * Adds to a tile, whose rows belong to the panels.
   *
   * @param ao where the row of A begins, whose elements are neighbours
   * @param bo where the first panel begins
   * @param next the distance between the begins of two panels
   */
  static void run(int k, float[] a, int ao, float[] b, int bo, int next, float[] tile) {
    int b1 = bo + next;
    int b2 = b1 + next;
    int b3 = b2 + next;
    FloatVector c00 = FloatVector.fromArray(SPECIES, tile, 0);
    FloatVector c01 = FloatVector.fromArray(SPECIES, tile, LANES);
    FloatVector c02 = Tile.THREE ? FloatVector.fromArray(SPECIES, tile, 2 * LANES) : c01;
    FloatVector c10 = FloatVector.fromArray(SPECIES, tile, Tile.COLS);
    FloatVector c11 = FloatVector.fromArray(SPECIES, tile, Tile.COLS + LANES);
    FloatVector c12 =
        Tile.THREE ? FloatVector.fromArray(SPECIES, tile, Tile.COLS + 2 * LANES) : c11;
    FloatVector c20 = FloatVector.fromArray(SPECIES, tile, 2 * Tile.COLS);
    FloatVector c21 = FloatVector.fromArray(SPECIES, tile, 2 * Tile.COLS + LANES);
    FloatVector c22 =
        Tile.THREE ? FloatVector.fromArray(SPECIES, tile, 2 * Tile.COLS + 2 * LANES) : c21;
    FloatVector c30 = FloatVector.fromArray(SPECIES, tile, 3 * Tile.COLS);
    FloatVector c31 = FloatVector.fromArray(SPECIES, tile, 3 * Tile.COLS + LANES);
    FloatVector c32 =
        Tile.THREE ? FloatVector.fromArray(SPECIES, tile, 3 * Tile.COLS + 2 * LANES) : c31;
    for (int p = 0; p < k; p++) {
      int at = p * Tile.COLS;
      VarHandle.loadLoadFence();
      FloatVector v = FloatVector.broadcast(SPECIES, a[ao + p]);
      c00 = v.fma(FloatVector.fromArray(SPECIES, b, bo + at), c00);
      c01 = v.fma(FloatVector.fromArray(SPECIES, b, bo + at + LANES), c01);
      c10 = v.fma(FloatVector.fromArray(SPECIES, b, b1 + at), c10);
      c11 = v.fma(FloatVector.fromArray(SPECIES, b, b1 + at + LANES), c11);
      c20 = v.fma(FloatVector.fromArray(SPECIES, b, b2 + at), c20);
      c21 = v.fma(FloatVector.fromArray(SPECIES, b, b2 + at + LANES), c21);
      c30 = v.fma(FloatVector.fromArray(SPECIES, b, b3 + at), c30);
      c31 = v.fma(FloatVector.fromArray(SPECIES, b, b3 + at + LANES), c31);
      if (Tile.THREE) {
        c02 = v.fma(FloatVector.fromArray(SPECIES, b, bo + at + 2 * LANES), c02);
        c12 = v.fma(FloatVector.fromArray(SPECIES, b, b1 + at + 2 * LANES), c12);
        c22 = v.fma(FloatVector.fromArray(SPECIES, b, b2 + at + 2 * LANES), c22);
        c32 = v.fma(FloatVector.fromArray(SPECIES, b, b3 + at + 2 * LANES), c32);
      }
    }
    c00.intoArray(tile, 0);
    c01.intoArray(tile, LANES);
    c10.intoArray(tile, Tile.COLS);
    c11.intoArray(tile, Tile.COLS + LANES);
    c20.intoArray(tile, 2 * Tile.COLS);
    c21.intoArray(tile, 2 * Tile.COLS + LANES);
    c30.intoArray(tile, 3 * Tile.COLS);
    c31.intoArray(tile, 3 * Tile.COLS + LANES);
    if (Tile.THREE) {
      c02.intoArray(tile, 2 * LANES);
      c12.intoArray(tile, Tile.COLS + 2 * LANES);
      c22.intoArray(tile, 2 * Tile.COLS + 2 * LANES);
      c32.intoArray(tile, 3 * Tile.COLS + 2 * LANES);
    }
  }
}
