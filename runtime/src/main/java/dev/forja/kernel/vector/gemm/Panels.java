package dev.forja.kernel.vector.gemm;

/**
 * op(B), [k, n], as panels of {@link Tile#COLS} columns one after the other, each filled up with
 * zeros to whole columns and to {@link Tile#steps}.
 *
 * @param offset where the first panel begins
 */
record Panels(float[] values, int offset, int k, int n) {
  /** Room for the panels of k by n. */
  static int size(int k, int n) {
    int columns = Math.ceilDiv(n, Tile.COLS) * Tile.COLS;
    return Math.multiplyExact(Tile.steps(k), columns);
  }

  int count() {
    return Math.ceilDiv(n, Tile.COLS);
  }

  int steps() {
    return Tile.steps(k);
  }

  /** Where a step of the inner sum begins in a panel. */
  int at(int panel, int step) {
    return offset + (panel * steps() + step) * Tile.COLS;
  }

  /** Columns of a panel that belong to the matrix. */
  int cols(int panel) {
    return Math.min(Tile.COLS, n - panel * Tile.COLS);
  }
}
