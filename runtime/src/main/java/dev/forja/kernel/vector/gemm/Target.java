package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** The result of a product: C, [m, n], with neighbouring rows {@code ld} elements apart. */
record Target(float[] values, int offset, int ld) {
  int at(int row, int col) {
    return offset + row * ld + col;
  }

  /** {@code C = beta C}; if beta is 0, the old contents of C are not read. */
  void scale(int m, int n, float beta) {
    if (beta == 1) {
      return;
    }
    for (int row = 0; row < m; row++) {
      scale(values, at(row, 0), n, beta);
    }
  }

  /** {@code C = row}, in every row. */
  void fill(int m, int n, float[] row, int ro) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(row, ro, values, at(i, 0), n);
    }
  }

  private static void scale(float[] c, int co, int n, float beta) {
    if (beta == 0) {
      Arrays.fill(c, co, co + n, 0f);
      return;
    }
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, c, co + i).mul(beta).intoArray(c, co + i);
    }
    for (; i < n; i++) {
      c[co + i] *= beta;
    }
  }

  /** Copies the part of a tile that lies inside C. */
  void take(float[] tile, int row, int col, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      System.arraycopy(tile, r * Tile.COLS, values, at(row + r, col), cols);
    }
  }
}
