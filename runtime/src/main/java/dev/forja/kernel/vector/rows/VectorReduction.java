package dev.forja.kernel.vector.rows;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.MAX;

import dev.forja.kernel.ReductionKernels;
import dev.forja.kernel.vector.base.Sums;
import jdk.incubator.vector.FloatVector;

/**
 * Reductions. Within a block, sums are floats, added as {@link Sums} says; the sums of the blocks
 * are added in double, so that the error does not grow with the length.
 */
public final class VectorReduction implements ReductionKernels {
  private static final int BLOCK = 4096;

  /** The number of rows that are summed before the result is added to the old contents. */
  private static final int ROWS = 128;

  @Override
  public float sum(float[] x, int xo, int n) {
    double total = 0;
    int i = 0;
    for (; i + BLOCK <= n; i += BLOCK) {
      total += Sums.sum(x, xo + i, BLOCK);
    }
    int whole = Sums.whole(n - i);
    total += Sums.sum(x, xo + i, whole);
    for (i += whole; i < n; i++) {
      total += x[xo + i];
    }
    return (float) total;
  }

  @Override
  public float dot(float[] a, int ao, float[] b, int bo, int n) {
    double total = 0;
    int i = 0;
    for (; i + BLOCK <= n; i += BLOCK) {
      total += Sums.dot(a, ao + i, b, bo + i, BLOCK);
    }
    int whole = Sums.whole(n - i);
    total += Sums.dot(a, ao + i, b, bo + i, whole);
    for (i += whole; i < n; i++) {
      total += (double) a[ao + i] * b[bo + i];
    }
    return (float) total;
  }

  @Override
  public float max(float[] x, int xo, int n) {
    FloatVector m = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      m = m.max(FloatVector.fromArray(SPECIES, x, xo + i));
    }
    float max = m.reduceLanes(MAX);
    for (; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    return max;
  }

  @Override
  public void addColumnSums(float[] x, int xo, int rows, int cols, float[] y, int yo) {
    for (int r = 0; r < rows; r += ROWS) {
      addBlock(x, xo + r * cols, Math.min(ROWS, rows - r), cols, y, yo);
    }
  }

  private static void addBlock(float[] x, int xo, int rows, int cols, float[] y, int yo) {
    int c = 0;
    for (; c + 2 * LANES <= cols; c += 2 * LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      FloatVector s1 = s0;
      for (int r = 0; r < rows; r++) {
        s0 = s0.add(FloatVector.fromArray(SPECIES, x, xo + r * cols + c));
        s1 = s1.add(FloatVector.fromArray(SPECIES, x, xo + r * cols + c + LANES));
      }
      FloatVector.fromArray(SPECIES, y, yo + c).add(s0).intoArray(y, yo + c);
      FloatVector.fromArray(SPECIES, y, yo + c + LANES).add(s1).intoArray(y, yo + c + LANES);
    }
    for (; c < SPECIES.loopBound(cols); c += LANES) {
      FloatVector s0 = FloatVector.zero(SPECIES);
      for (int r = 0; r < rows; r++) {
        s0 = s0.add(FloatVector.fromArray(SPECIES, x, xo + r * cols + c));
      }
      FloatVector.fromArray(SPECIES, y, yo + c).add(s0).intoArray(y, yo + c);
    }
    for (; c < cols; c++) {
      float sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += x[xo + r * cols + c];
      }
      y[yo + c] += sum;
    }
  }
}
