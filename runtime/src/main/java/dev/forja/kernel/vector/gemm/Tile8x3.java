package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * 8 rows by 3 vectors, for 32 registers (AVX-512; NEON): 24 accumulators, three vectors of B, and
 * the rest for those of A. The loop is unrolled by two, because the loop counter competes with the
 * multipliers for issue slots. The fences compile to no instructions on x86; they keep the compiler
 * from loading values so early that the registers do not suffice. With them nothing is spilled and
 * the loop runs at the speed of the multipliers; without them, or in other places, it is up to a
 * third slower (inspect the generated code before moving one).
 */
public final class Tile8x3 implements MicroKernel {
  @Override
  public int rows() {
    return 8;
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
    FloatVector c02 = FloatVector.fromArray(SPECIES, s, so + 2 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, s, so + lds);
    FloatVector c11 = FloatVector.fromArray(SPECIES, s, so + lds + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, s, so + lds + 2 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, s, so + 2 * lds);
    FloatVector c21 = FloatVector.fromArray(SPECIES, s, so + 2 * lds + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, s, so + 2 * lds + 2 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, s, so + 3 * lds);
    FloatVector c31 = FloatVector.fromArray(SPECIES, s, so + 3 * lds + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, s, so + 3 * lds + 2 * LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, s, so + 4 * lds);
    FloatVector c41 = FloatVector.fromArray(SPECIES, s, so + 4 * lds + LANES);
    FloatVector c42 = FloatVector.fromArray(SPECIES, s, so + 4 * lds + 2 * LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, s, so + 5 * lds);
    FloatVector c51 = FloatVector.fromArray(SPECIES, s, so + 5 * lds + LANES);
    FloatVector c52 = FloatVector.fromArray(SPECIES, s, so + 5 * lds + 2 * LANES);
    FloatVector c60 = FloatVector.fromArray(SPECIES, s, so + 6 * lds);
    FloatVector c61 = FloatVector.fromArray(SPECIES, s, so + 6 * lds + LANES);
    FloatVector c62 = FloatVector.fromArray(SPECIES, s, so + 6 * lds + 2 * LANES);
    FloatVector c70 = FloatVector.fromArray(SPECIES, s, so + 7 * lds);
    FloatVector c71 = FloatVector.fromArray(SPECIES, s, so + 7 * lds + LANES);
    FloatVector c72 = FloatVector.fromArray(SPECIES, s, so + 7 * lds + 2 * LANES);
    for (int p = 0; p < k; p += 2) {
      int ap = ao + p * 8;
      int bp = bo + p * Tile.COLS;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, bp + 2 * LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      v = FloatVector.broadcast(SPECIES, a[ap + 1]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      v = FloatVector.broadcast(SPECIES, a[ap + 2]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      v = FloatVector.broadcast(SPECIES, a[ap + 3]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      v = FloatVector.broadcast(SPECIES, a[ap + 4]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      c42 = v.fma(b2, c42);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 5]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      c52 = v.fma(b2, c52);
      v = FloatVector.broadcast(SPECIES, a[ap + 6]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      c62 = v.fma(b2, c62);
      v = FloatVector.broadcast(SPECIES, a[ap + 7]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
      c72 = v.fma(b2, c72);
      VarHandle.loadLoadFence();
      b0 = FloatVector.fromArray(SPECIES, b, bp + 3 * LANES);
      b1 = FloatVector.fromArray(SPECIES, b, bp + 4 * LANES);
      b2 = FloatVector.fromArray(SPECIES, b, bp + 5 * LANES);
      v = FloatVector.broadcast(SPECIES, a[ap + 8]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      v = FloatVector.broadcast(SPECIES, a[ap + 9]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      v = FloatVector.broadcast(SPECIES, a[ap + 10]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      v = FloatVector.broadcast(SPECIES, a[ap + 11]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      v = FloatVector.broadcast(SPECIES, a[ap + 12]);
      c40 = v.fma(b0, c40);
      c41 = v.fma(b1, c41);
      c42 = v.fma(b2, c42);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, a[ap + 13]);
      c50 = v.fma(b0, c50);
      c51 = v.fma(b1, c51);
      c52 = v.fma(b2, c52);
      v = FloatVector.broadcast(SPECIES, a[ap + 14]);
      c60 = v.fma(b0, c60);
      c61 = v.fma(b1, c61);
      c62 = v.fma(b2, c62);
      v = FloatVector.broadcast(SPECIES, a[ap + 15]);
      c70 = v.fma(b0, c70);
      c71 = v.fma(b1, c71);
      c72 = v.fma(b2, c72);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c02.intoArray(c, co + 2 * LANES);
    c10.intoArray(c, co + ldc);
    c11.intoArray(c, co + ldc + LANES);
    c12.intoArray(c, co + ldc + 2 * LANES);
    c20.intoArray(c, co + 2 * ldc);
    c21.intoArray(c, co + 2 * ldc + LANES);
    c22.intoArray(c, co + 2 * ldc + 2 * LANES);
    c30.intoArray(c, co + 3 * ldc);
    c31.intoArray(c, co + 3 * ldc + LANES);
    c32.intoArray(c, co + 3 * ldc + 2 * LANES);
    c40.intoArray(c, co + 4 * ldc);
    c41.intoArray(c, co + 4 * ldc + LANES);
    c42.intoArray(c, co + 4 * ldc + 2 * LANES);
    c50.intoArray(c, co + 5 * ldc);
    c51.intoArray(c, co + 5 * ldc + LANES);
    c52.intoArray(c, co + 5 * ldc + 2 * LANES);
    c60.intoArray(c, co + 6 * ldc);
    c61.intoArray(c, co + 6 * ldc + LANES);
    c62.intoArray(c, co + 6 * ldc + 2 * LANES);
    c70.intoArray(c, co + 7 * ldc);
    c71.intoArray(c, co + 7 * ldc + LANES);
    c72.intoArray(c, co + 7 * ldc + 2 * LANES);
  }
}
