package dev.forja.kernel.vector;

/**
 * A block of op(B), [k, n], as panels of {@link Tile#COLS} columns one after the other.
 *
 * @param offset where the first panel begins
 */
record Panels(float[] values, int offset, int k, int n) {
  int count() {
    return Math.ceilDiv(n, Tile.COLS);
  }

  int at(int panel) {
    return offset + panel * k * Tile.COLS;
  }

  /** Columns of a panel that belong to the matrix. */
  int cols(int panel) {
    return Math.min(Tile.COLS, n - panel * Tile.COLS);
  }
}
