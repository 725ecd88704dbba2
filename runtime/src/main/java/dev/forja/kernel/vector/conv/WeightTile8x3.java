package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.vector.gemm.Tile8x3;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * Like {@link WeightTile4x3}, but for 8 output channels and 32 registers, which doubles the number
 * of products per vector read. The fences compile to no instructions on x86; they keep the compiler
 * from loading more than the registers hold, as in {@link Tile8x3}.
 */
final class WeightTile8x3 {
  static final int CHANNELS = 8;

  private WeightTile8x3() {}

  /** Like {@link WeightTile4x3#run}. */
  static void run(
      int images,
      int positions,
      float[] dy,
      int dyStep,
      int o0,
      int present,
      float[] planes,
      int planesStep,
      int p0,
      int p1,
      int p2,
      int lane,
      float[] sums) {
    int o1 = o0 + Math.min(1, present - 1) * positions;
    int o2 = o0 + Math.min(2, present - 1) * positions;
    int o3 = o0 + Math.min(3, present - 1) * positions;
    int o4 = o0 + Math.min(4, present - 1) * positions;
    int o5 = o0 + Math.min(5, present - 1) * positions;
    int o6 = o0 + Math.min(6, present - 1) * positions;
    int o7 = o0 + Math.min(7, present - 1) * positions;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c02 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c12 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c22 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    FloatVector c32 = c00;
    FloatVector c40 = c00;
    FloatVector c41 = c00;
    FloatVector c42 = c00;
    FloatVector c50 = c00;
    FloatVector c51 = c00;
    FloatVector c52 = c00;
    FloatVector c60 = c00;
    FloatVector c61 = c00;
    FloatVector c62 = c00;
    FloatVector c70 = c00;
    FloatVector c71 = c00;
    FloatVector c72 = c00;
    for (int n = 0; n < images; n++) {
      int d = n * dyStep;
      int s = n * planesStep;
      for (int p = lane; p < positions; p += ALL) {
        FloatVector v0 = FloatVector.fromArray(SPECIES, planes, p0 + s + p);
        FloatVector v1 = FloatVector.fromArray(SPECIES, planes, p1 + s + p);
        FloatVector v2 = FloatVector.fromArray(SPECIES, planes, p2 + s + p);
        FloatVector g = FloatVector.fromArray(SPECIES, dy, o0 + d + p);
        c00 = g.fma(v0, c00);
        c01 = g.fma(v1, c01);
        c02 = g.fma(v2, c02);
        g = FloatVector.fromArray(SPECIES, dy, o1 + d + p);
        c10 = g.fma(v0, c10);
        c11 = g.fma(v1, c11);
        c12 = g.fma(v2, c12);
        g = FloatVector.fromArray(SPECIES, dy, o2 + d + p);
        c20 = g.fma(v0, c20);
        c21 = g.fma(v1, c21);
        c22 = g.fma(v2, c22);
        g = FloatVector.fromArray(SPECIES, dy, o3 + d + p);
        c30 = g.fma(v0, c30);
        c31 = g.fma(v1, c31);
        c32 = g.fma(v2, c32);
        VarHandle.loadLoadFence();
        g = FloatVector.fromArray(SPECIES, dy, o4 + d + p);
        c40 = g.fma(v0, c40);
        c41 = g.fma(v1, c41);
        c42 = g.fma(v2, c42);
        g = FloatVector.fromArray(SPECIES, dy, o5 + d + p);
        c50 = g.fma(v0, c50);
        c51 = g.fma(v1, c51);
        c52 = g.fma(v2, c52);
        g = FloatVector.fromArray(SPECIES, dy, o6 + d + p);
        c60 = g.fma(v0, c60);
        c61 = g.fma(v1, c61);
        c62 = g.fma(v2, c62);
        g = FloatVector.fromArray(SPECIES, dy, o7 + d + p);
        c70 = g.fma(v0, c70);
        c71 = g.fma(v1, c71);
        c72 = g.fma(v2, c72);
      }
    }
    c00.intoArray(sums, lane);
    c10.intoArray(sums, lane + ALL);
    c20.intoArray(sums, lane + 2 * ALL);
    c30.intoArray(sums, lane + 3 * ALL);
    c40.intoArray(sums, lane + 4 * ALL);
    c50.intoArray(sums, lane + 5 * ALL);
    c60.intoArray(sums, lane + 6 * ALL);
    c70.intoArray(sums, lane + 7 * ALL);
    c01.intoArray(sums, lane + 8 * ALL);
    c11.intoArray(sums, lane + 9 * ALL);
    c21.intoArray(sums, lane + 10 * ALL);
    c31.intoArray(sums, lane + 11 * ALL);
    c41.intoArray(sums, lane + 12 * ALL);
    c51.intoArray(sums, lane + 13 * ALL);
    c61.intoArray(sums, lane + 14 * ALL);
    c71.intoArray(sums, lane + 15 * ALL);
    c02.intoArray(sums, lane + 16 * ALL);
    c12.intoArray(sums, lane + 17 * ALL);
    c22.intoArray(sums, lane + 18 * ALL);
    c32.intoArray(sums, lane + 19 * ALL);
    c42.intoArray(sums, lane + 20 * ALL);
    c52.intoArray(sums, lane + 21 * ALL);
    c62.intoArray(sums, lane + 22 * ALL);
    c72.intoArray(sums, lane + 23 * ALL);
  }
}
