package dev.forja.kernel.vector.gemm;

/**
 * op(B), [k, n], as consecutive panels of {@link Tile#COLS} columns, each padded with zeros to full
 * width and to {@link Tile#steps}.
 *
 * @param offset the index of the first panel
 */
record Panels(float[] values, int offset, int k, int n) {
  /** The number of elements of the panels of a matrix [k, n]. */
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

  /** The index at which a step of the inner sum begins in a panel. */
  int at(int panel, int step) {
    return offset + (panel * steps() + step) * Tile.COLS;
  }

  /** The number of columns of a panel that belong to the matrix. */
  int cols(int panel) {
    return Math.min(Tile.COLS, n - panel * Tile.COLS);
  }
}
