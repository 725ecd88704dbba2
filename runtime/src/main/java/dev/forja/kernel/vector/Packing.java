package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Copies of parts of a matrix in the order in which tiles read them. */
final class Packing {
  private Packing() {}

  /**
   * Panels of {@link Tile#ROWS} rows, each k by rows: {@code rows} is a multiple of it. Needs room
   * for one vector more.
   */
  static void left(Left a, int row, int step, int rows, int k, float[] to, int at) {
    int height = Tile.ROWS;
    float[] square = Scratch.get().squares;
    for (int r = 0; r < rows; r += height) {
      int from = a.at(row + r, step);
      int panel = at + r * k;
      if (a.transposed()) {
        for (int p = 0; p < k; p++) {
          System.arraycopy(a.values(), from + p * a.ld(), to, panel + p * height, height);
        }
      } else {
        Transpose.run(a.values(), from, a.ld(), height, k, to, panel, height, square);
      }
    }
  }

  /**
   * One panel of {@link Tile#COLS} columns, k by columns, the missing ones 0.
   *
   * @param from where op(B)'s element at the panel's first row and column stands
   */
  static void right(
      float[] b, int from, boolean transposed, int ld, int cols, int k, float[] to, int at) {
    int width = Tile.COLS;
    if (cols < width) {
      Arrays.fill(to, at, at + k * width, 0f);
    }
    if (transposed) {
      Transpose.run(b, from, ld, cols, k, to, at, width, Scratch.get().squares);
    } else if (cols == width) {
      for (int p = 0; p < k; p++) {
        FloatVector.fromArray(SPECIES, b, from + p * ld).intoArray(to, at + p * width);
        FloatVector.fromArray(SPECIES, b, from + p * ld + LANES)
            .intoArray(to, at + p * width + LANES);
      }
    } else {
      for (int p = 0; p < k; p++) {
        System.arraycopy(b, from + p * ld, to, at + p * width, cols);
      }
    }
  }
}
