package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * 14 rows by 2 vectors: 28 accumulators, two vectors of B and one of A in 32 registers (AVX-512;
 * NEON).
 */
final class Tile14x2 implements MicroKernel {
  @Override
  public int rows() {
    return 14;
  }

  @Override
  public void run(
      int k, float[] a, int ao, float[] b, int bo, boolean add, float[] c, int co, int ldc) {
    FloatVector c000 = FloatVector.zero(SPECIES);
    FloatVector c001 = c000;
    FloatVector c010 = c000;
    FloatVector c011 = c000;
    FloatVector c020 = c000;
    FloatVector c021 = c000;
    FloatVector c030 = c000;
    FloatVector c031 = c000;
    FloatVector c040 = c000;
    FloatVector c041 = c000;
    FloatVector c050 = c000;
    FloatVector c051 = c000;
    FloatVector c060 = c000;
    FloatVector c061 = c000;
    FloatVector c070 = c000;
    FloatVector c071 = c000;
    FloatVector c080 = c000;
    FloatVector c081 = c000;
    FloatVector c090 = c000;
    FloatVector c091 = c000;
    FloatVector c100 = c000;
    FloatVector c101 = c000;
    FloatVector c110 = c000;
    FloatVector c111 = c000;
    FloatVector c120 = c000;
    FloatVector c121 = c000;
    FloatVector c130 = c000;
    FloatVector c131 = c000;
    for (int p = 0; p < k; p++) {
      int ap = ao + p * 14;
      int bp = bo + p * Tile.COLS;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[ap]);
      c000 = v.fma(b0, c000);
      c001 = v.fma(b1, c001);
      v = FloatVector.broadcast(SPECIES, a[ap + 1]);
      c010 = v.fma(b0, c010);
      c011 = v.fma(b1, c011);
      v = FloatVector.broadcast(SPECIES, a[ap + 2]);
      c020 = v.fma(b0, c020);
      c021 = v.fma(b1, c021);
      v = FloatVector.broadcast(SPECIES, a[ap + 3]);
      c030 = v.fma(b0, c030);
      c031 = v.fma(b1, c031);
      v = FloatVector.broadcast(SPECIES, a[ap + 4]);
      c040 = v.fma(b0, c040);
      c041 = v.fma(b1, c041);
      v = FloatVector.broadcast(SPECIES, a[ap + 5]);
      c050 = v.fma(b0, c050);
      c051 = v.fma(b1, c051);
      v = FloatVector.broadcast(SPECIES, a[ap + 6]);
      c060 = v.fma(b0, c060);
      c061 = v.fma(b1, c061);
      v = FloatVector.broadcast(SPECIES, a[ap + 7]);
      c070 = v.fma(b0, c070);
      c071 = v.fma(b1, c071);
      v = FloatVector.broadcast(SPECIES, a[ap + 8]);
      c080 = v.fma(b0, c080);
      c081 = v.fma(b1, c081);
      v = FloatVector.broadcast(SPECIES, a[ap + 9]);
      c090 = v.fma(b0, c090);
      c091 = v.fma(b1, c091);
      v = FloatVector.broadcast(SPECIES, a[ap + 10]);
      c100 = v.fma(b0, c100);
      c101 = v.fma(b1, c101);
      v = FloatVector.broadcast(SPECIES, a[ap + 11]);
      c110 = v.fma(b0, c110);
      c111 = v.fma(b1, c111);
      v = FloatVector.broadcast(SPECIES, a[ap + 12]);
      c120 = v.fma(b0, c120);
      c121 = v.fma(b1, c121);
      v = FloatVector.broadcast(SPECIES, a[ap + 13]);
      c130 = v.fma(b0, c130);
      c131 = v.fma(b1, c131);
    }
    if (add) {
      c000 = c000.add(FloatVector.fromArray(SPECIES, c, co));
      c001 = c001.add(FloatVector.fromArray(SPECIES, c, co + LANES));
      c010 = c010.add(FloatVector.fromArray(SPECIES, c, co + ldc));
      c011 = c011.add(FloatVector.fromArray(SPECIES, c, co + ldc + LANES));
      c020 = c020.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc));
      c021 = c021.add(FloatVector.fromArray(SPECIES, c, co + 2 * ldc + LANES));
      c030 = c030.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc));
      c031 = c031.add(FloatVector.fromArray(SPECIES, c, co + 3 * ldc + LANES));
      c040 = c040.add(FloatVector.fromArray(SPECIES, c, co + 4 * ldc));
      c041 = c041.add(FloatVector.fromArray(SPECIES, c, co + 4 * ldc + LANES));
      c050 = c050.add(FloatVector.fromArray(SPECIES, c, co + 5 * ldc));
      c051 = c051.add(FloatVector.fromArray(SPECIES, c, co + 5 * ldc + LANES));
      c060 = c060.add(FloatVector.fromArray(SPECIES, c, co + 6 * ldc));
      c061 = c061.add(FloatVector.fromArray(SPECIES, c, co + 6 * ldc + LANES));
      c070 = c070.add(FloatVector.fromArray(SPECIES, c, co + 7 * ldc));
      c071 = c071.add(FloatVector.fromArray(SPECIES, c, co + 7 * ldc + LANES));
      c080 = c080.add(FloatVector.fromArray(SPECIES, c, co + 8 * ldc));
      c081 = c081.add(FloatVector.fromArray(SPECIES, c, co + 8 * ldc + LANES));
      c090 = c090.add(FloatVector.fromArray(SPECIES, c, co + 9 * ldc));
      c091 = c091.add(FloatVector.fromArray(SPECIES, c, co + 9 * ldc + LANES));
      c100 = c100.add(FloatVector.fromArray(SPECIES, c, co + 10 * ldc));
      c101 = c101.add(FloatVector.fromArray(SPECIES, c, co + 10 * ldc + LANES));
      c110 = c110.add(FloatVector.fromArray(SPECIES, c, co + 11 * ldc));
      c111 = c111.add(FloatVector.fromArray(SPECIES, c, co + 11 * ldc + LANES));
      c120 = c120.add(FloatVector.fromArray(SPECIES, c, co + 12 * ldc));
      c121 = c121.add(FloatVector.fromArray(SPECIES, c, co + 12 * ldc + LANES));
      c130 = c130.add(FloatVector.fromArray(SPECIES, c, co + 13 * ldc));
      c131 = c131.add(FloatVector.fromArray(SPECIES, c, co + 13 * ldc + LANES));
    }
    c000.intoArray(c, co);
    c001.intoArray(c, co + LANES);
    c010.intoArray(c, co + ldc);
    c011.intoArray(c, co + ldc + LANES);
    c020.intoArray(c, co + 2 * ldc);
    c021.intoArray(c, co + 2 * ldc + LANES);
    c030.intoArray(c, co + 3 * ldc);
    c031.intoArray(c, co + 3 * ldc + LANES);
    c040.intoArray(c, co + 4 * ldc);
    c041.intoArray(c, co + 4 * ldc + LANES);
    c050.intoArray(c, co + 5 * ldc);
    c051.intoArray(c, co + 5 * ldc + LANES);
    c060.intoArray(c, co + 6 * ldc);
    c061.intoArray(c, co + 6 * ldc + LANES);
    c070.intoArray(c, co + 7 * ldc);
    c071.intoArray(c, co + 7 * ldc + LANES);
    c080.intoArray(c, co + 8 * ldc);
    c081.intoArray(c, co + 8 * ldc + LANES);
    c090.intoArray(c, co + 9 * ldc);
    c091.intoArray(c, co + 9 * ldc + LANES);
    c100.intoArray(c, co + 10 * ldc);
    c101.intoArray(c, co + 10 * ldc + LANES);
    c110.intoArray(c, co + 11 * ldc);
    c111.intoArray(c, co + 11 * ldc + LANES);
    c120.intoArray(c, co + 12 * ldc);
    c121.intoArray(c, co + 12 * ldc + LANES);
    c130.intoArray(c, co + 13 * ldc);
    c131.intoArray(c, co + 13 * ldc + LANES);
  }
}
