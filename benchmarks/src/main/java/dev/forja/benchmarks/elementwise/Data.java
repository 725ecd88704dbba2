package dev.forja.benchmarks.elementwise;

import java.util.SplittableRandom;

/**
 * The data of a loop: tensors x and z of rows x cols to read and y to write, a weight w and a bias
 * b of one row, and the statistics of rows.
 */
record Data(
    int rows, int cols, float[] x, float[] z, float[] y, float[] w, float[] b, float[] stats) {
  static Data of(int rows, int cols) {
    int n = rows * cols;
    return new Data(
        rows,
        cols,
        values(1, n),
        values(2, n),
        new float[n],
        values(3, cols),
        values(4, cols),
        new float[2 * rows]);
  }

  int count() {
    return rows * cols;
  }

  private static float[] values(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 6 * random.nextFloat() - 3;
    }
    return values;
  }
}
