package dev.forja.kernel.vector.rows;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.MAX;

import dev.forja.kernel.ReductionKernels;
import dev.forja.kernel.vector.base.LaneReduce;
import jdk.incubator.vector.FloatVector;

/**
 * Reductions. Within a block, sums are floats in four vectors of partial sums; the sums of the
 * blocks are added in double, so that the error does not grow with the length.
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
      total += sumOfVectors(x, xo + i, BLOCK);
    }
    int whole = SPECIES.loopBound(n - i);
    total += sumOfVectors(x, xo + i, whole);
    for (i += whole; i < n; i++) {
      total += x[xo + i];
    }
    return (float) total;
  }

  private static float sumOfVectors(float[] x, int xo, int n) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i + 4 * LANES <= n; i += 4 * LANES) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, x, xo + i));
      s1 = s1.add(FloatVector.fromArray(SPECIES, x, xo + i + LANES));
      s2 = s2.add(FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
      s3 = s3.add(FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
    }
    for (; i < n; i += LANES) {
      s0 = s0.add(FloatVector.fromArray(SPECIES, x, xo + i));
    }
    return LaneReduce.sum(s0.add(s1).add(s2.add(s3)));
  }

  @Override
  public float dot(float[] a, int ao, float[] b, int bo, int n) {
    double total = 0;
    int i = 0;
    for (; i + BLOCK <= n; i += BLOCK) {
      total += dotOfVectors(a, ao + i, b, bo + i, BLOCK);
    }
    int whole = SPECIES.loopBound(n - i);
    total += dotOfVectors(a, ao + i, b, bo + i, whole);
    for (i += whole; i < n; i++) {
      total += (double) a[ao + i] * b[bo + i];
    }
    return (float) total;
  }

  private static float dotOfVectors(float[] a, int ao, float[] b, int bo, int n) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int i = 0;
    for (; i + 4 * LANES <= n; i += 4 * LANES) {
      s0 = load(a, ao + i).fma(load(b, bo + i), s0);
      s1 = load(a, ao + i + LANES).fma(load(b, bo + i + LANES), s1);
      s2 = load(a, ao + i + 2 * LANES).fma(load(b, bo + i + 2 * LANES), s2);
      s3 = load(a, ao + i + 3 * LANES).fma(load(b, bo + i + 3 * LANES), s3);
    }
    for (; i < n; i += LANES) {
      s0 = load(a, ao + i).fma(load(b, bo + i), s0);
    }
    return LaneReduce.sum(s0.add(s1).add(s2.add(s3)));
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
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
