package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * 6 rows by 2 vectors, for 16 registers (AVX2). The fences keep the compiler from reading the
 * elements of A of all rows first: it would run out of registers and keep sums in memory, where
 * each addition takes three times as long.
 */
final class Tile6x2 implements MicroKernel {
  @Override
  public int rows() {
    return 6;
  }

  @Override
  public void run(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] s,
      int so,
      int lds,
      float[] c,
      int co,
      int ldc) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, s, so);
    FloatVector c01 = FloatVector.fromArray(SPECIES, s, so + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + lds);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + lds + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * lds);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * lds + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * lds);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * lds + LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * lds);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, so + 4 * lds + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * lds);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, so + 5 * lds + LANES);
    for (int p = 0; p < k; p += 2) {
      int ap = ao + p * 6;
      int bp = bo + p * Tile.COLS;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 4]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 5]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      VarHandle.loadLoadFence();
      b0 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      b1 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
      v = FloatVector.broadcast(SPECIES, a[ap + 6]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 7]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 8]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 9]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 10]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 11]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
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
