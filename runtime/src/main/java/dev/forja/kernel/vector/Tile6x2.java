package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** 6 rows by 2 vectors: 12 accumulators, two vectors of B and one of A in 16 registers (AVX2). */
final class Tile6x2 implements MicroKernel {
  @Override
  public int rows() {
    return 6;
  }

  @Override
  public void run(
      int k, float[] a, int ao, float[] b, int bo, boolean add, float[] c, int co, int ldc) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    for (int p = 0; p < k; p++) {
      int ap = ao + p * 6;
      int bp = bo + p * Tile.COLS;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      v = FloatVector.broadcast(SPECIES, a[ap + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      v = FloatVector.broadcast(SPECIES, a[ap + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      v = FloatVector.broadcast(SPECIES, a[ap + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      v = FloatVector.broadcast(SPECIES, a[ap + 4]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      v = FloatVector.broadcast(SPECIES, a[ap + 5]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
    }
    if (add) {
      c00 = c00.add(FloatVector.fromArray(SPECIES, c, co));
      c01 = c01.add(FloatVector.fromArray(SPECIES, c, co + LANES));
      c10 = c10.add(FloatVector.fromArray(SPECIES, c, co + ldc));
      c11 = c11.add(FloatVector.fromArray(SPECIES, c, co + ldc + LANES));
      c20 = c20.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc));
      c21 = c21.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES));
      c30 = c30.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc));
      c31 = c31.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES));
      c40 = c40.add(FloatVector.fromArray(SPECIES, c, co + 4 * ldc));
      c41 = c41.add(FloatVector.fromArray(SPECIES, c, co + 4 * ldc + LANES));
      c50 = c50.add(FloatVector.fromArray(SPECIES, c, co + 5 * ldc));
      c51 = c51.add(FloatVector.fromArray(SPECIES, c, co + 5 * ldc + LANES));
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + LANES);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + LANES);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + LANES);
    c40.intoArray(c, co + 4 * ldc);
    c41.intoArray(c, co + 4 * ldc + LANES);
    c50.intoArray(c, co + 5 * ldc);
    c51.intoArray(c, co + 5 * ldc + LANES);
  }
}
