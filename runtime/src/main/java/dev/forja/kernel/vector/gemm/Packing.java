package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.vector.base.Scratch;
import dev.forja.kernel.vector.base.Transpose;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies parts of a matrix in the order in which tiles read them. */
final class Packing {
  /** A vector with at least as many lanes as a tile has rows. */
  private static final VectorSpecies<Float> COLUMN = FloatVector.SPECIES_256;

  /** What a vector may write behind the last step of a panel, before the next one is written. */
  private static final int BEYOND = COLUMN.length() - Tile.ROWS;

  /**
   * Fills the last step of an odd inner sum. B has 0 there, and adding -0, the product, changes no
   * sum, while adding 0 would change -0 to 0.
   */
  private static final float NOTHING = -0f;

  private Packing() {}

  /** The number of elements that so many rows of A need. */
  static int size(int rows, int steps) {
    return Math.ceilDiv(rows, Tile.ROWS) * Tile.ROWS * steps + BEYOND;
  }

  /**
   * Packs rows of A as panels of {@link Tile#ROWS}, each k by rows, padded to {@link Tile#steps}.
   * The contents of missing rows of the last panel are undefined.
   */
  static void left(LeftOperand a, int row, int rows, int step, int k, float[] to, int at) {
    int steps = Tile.steps(k);
    for (int r = 0; r < rows; r += Tile.ROWS) {
      int from = a.at(row + r, step);
      int here = Math.min(Tile.ROWS, rows - r);
      int panel = at + r * steps;
      if (!a.transposed()) {
        RowPacking.run(a.values(), from, a.ld(), here, k, to, panel);
      } else if (here == Tile.ROWS) {
        columns(a.values(), from, a.ld(), k, to, panel);
      } else {
        for (int p = 0; p < k; p++) {
          System.arraycopy(a.values(), from + p * a.ld(), to, panel + p * Tile.ROWS, here);
        }
      }
      Arrays.fill(to, panel + k * Tile.ROWS, panel + steps * Tile.ROWS, NOTHING);
    }
  }

  private static void columns(float[] a, int from, int ld, int k, float[] to, int at) {
    // Steps at which a whole vector lies inside of A; none if the numerator is negative.
    int whole = Math.floorDiv(a.length - COLUMN.length() - from, Math.max(1, ld)) + 1;
    int p = 0;
    for (; p < Math.min(k, whole); p++) {
      FloatVector.fromArray(COLUMN, a, from + p * ld).intoArray(to, at + p * Tile.ROWS);
    }
    for (; p < k; p++) {
      System.arraycopy(a, from + p * ld, to, at + p * Tile.ROWS, Tile.ROWS);
    }
  }

  /**
   * Packs one panel of B; missing columns are 0.
   *
   * @param from the index of the element of op(B) in the panel's first row and column
   */
  static void right(float[] b, int from, boolean transposed, int ld, Panels to, int panel) {
    int k = to.k();
    int cols = to.cols(panel);
    int at = to.at(panel, 0);
    int width = Tile.COLS;
    if (cols < width) {
      Arrays.fill(to.values(), at, at + k * width, 0f);
    }
    Arrays.fill(to.values(), at + k * width, at + to.steps() * width, 0f);
    if (transposed) {
      Scratch scratch = Scratch.take();
      Transpose.run(b, from, ld, cols, k, to.values(), at, width, scratch.squares);
      scratch.giveBack();
    } else if (cols == width) {
      rows(b, from, ld, k, to.values(), at);
    } else {
      for (int p = 0; p < k; p++) {
        System.arraycopy(b, from + p * ld, to.values(), at + p * width, cols);
      }
    }
  }

  private static void rows(float[] b, int from, int ld, int k, float[] to, int at) {
    for (int p = 0; p < k; p++) {
      int row = from + p * ld;
      int t = at + p * Tile.COLS;
      FloatVector.fromArray(SPECIES, b, row).intoArray(to, t);
      FloatVector.fromArray(SPECIES, b, row + LANES).intoArray(to, t + LANES);
      if (Tile.THREE) {
        FloatVector.fromArray(SPECIES, b, row + 2 * LANES).intoArray(to, t + 2 * LANES);
      }
    }
  }
}
