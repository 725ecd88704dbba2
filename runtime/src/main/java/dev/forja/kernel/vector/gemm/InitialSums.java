package dev.forja.kernel.vector.gemm;

/**
 * The initial values of the sums of a product: the contents of C, one row for all rows or one
 * number for each row (a bias), or 0. One number for each row is given as a row of a tile's width.
 *
 * @param rowStep the distance between neighbouring rows, in elements; 0 if all rows are the same
 * @param colStep 1, or 0 if all elements of a row are the same
 */
record InitialSums(float[] values, int offset, int rowStep, int colStep) {
  static final InitialSums ZERO = new InitialSums(new float[Tile.COLS], 0, 0, 0);

  static InitialSums row(float[] values, int offset) {
    return new InitialSums(values, offset, 0, 1);
  }

  static InitialSums at(Target c) {
    return new InitialSums(c.values(), c.offset(), c.ld(), 1);
  }

  int at(int row, int col) {
    return offset + row * rowStep + col * colStep;
  }

  /** Copies the part of a tile that lies inside the matrix. */
  void fill(float[] tile, int row, int col, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(values, at(row + r, col), tile, r * Tile.COLS, cols);
    }
  }
}
