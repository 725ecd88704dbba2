package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.vector.base.Lanes.LANES;

import dev.forja.kernel.vector.base.Scratch;
import dev.forja.kernel.vector.gemm.LeftOperand;

/** The register tile of attention's matrix products, with as many rows as the registers hold. */
final class AttentionTile {
  /** The number of columns: two vectors. */
  static final int COLS = 2 * LANES;

  private static final boolean FEW_REGISTERS = LANES == 8;

  static final int ROWS = FEW_REGISTERS ? StridedTile4x2.ROWS : RowsTile8x2.ROWS;

  private AttentionTile() {}

  /**
   * {@code C = A B} for up to {@link #ROWS} rows of A and one panel.
   *
   * @param ao an offset in elements, added to the offset of A
   */
  static void run(
      int k, LeftOperand a, int ao, int row, int rows, float[] panel, float[] c, int co) {
    int from = ao + a.at(row, 0);
    if (FEW_REGISTERS || (a.transposed() && rows < ROWS)) {
      for (int r = 0; r < rows; r += StridedTile4x2.ROWS) {
        int height = Math.min(StridedTile4x2.ROWS, rows - r);
        int to = co + r * COLS;
        StridedTile4x2.run(k, a, ao, row + r, height, panel, Scratch.ALIGNED, c, to);
      }
    } else if (a.transposed()) {
      ColumnsTile8x2.run(k, a.values(), from, a.ld(), panel, Scratch.ALIGNED, c, co);
    } else {
      RowsTile8x2.run(k, a.values(), from, a.ld(), rows, panel, Scratch.ALIGNED, c, co);
    }
  }
}
