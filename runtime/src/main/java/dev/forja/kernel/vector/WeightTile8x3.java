package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;
import static dev.forja.kernel.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Gradients of 24 weights, those of 8 output channels at 3 taps, for 32 registers. {@link
 * WeightTile4x3} says what the arguments are.
 */
final class WeightTile8x3 {
  static final int CHANNELS = 8;

  private WeightTile8x3() {}

  static void run(
      int images,
      int positions,
      float[] dy,
      int dyStep,
      int o0,
      float[] planes,
      int planesStep,
      int p0,
      int p1,
      int p2,
      float[] sums) {
    int o1 = o0 + positions;
    int o2 = o1 + positions;
    int o3 = o2 + positions;
    int o4 = o3 + positions;
    int o5 = o4 + positions;
    int o6 = o5 + positions;
    int o7 = o6 + positions;
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
      for (int p = 0; p < positions; p += LANES) {
        FloatVector s0 = FloatVector.fromArray(SPECIES, planes, p0 + s + p);
        FloatVector s1 = FloatVector.fromArray(SPECIES, planes, p1 + s + p);
        FloatVector s2 = FloatVector.fromArray(SPECIES, planes, p2 + s + p);
        FloatVector v = FloatVector.fromArray(SPECIES, dy, o0 + d + p);
        c00 = v.fma(s0, c00);
        c01 = v.fma(s1, c01);
        c02 = v.fma(s2, c02);
        v = FloatVector.fromArray(SPECIES, dy, o1 + d + p);
        c10 = v.fma(s0, c10);
        c11 = v.fma(s1, c11);
        c12 = v.fma(s2, c12);
        v = FloatVector.fromArray(SPECIES, dy, o2 + d + p);
        c20 = v.fma(s0, c20);
        c21 = v.fma(s1, c21);
        c22 = v.fma(s2, c22);
        v = FloatVector.fromArray(SPECIES, dy, o3 + d + p);
        c30 = v.fma(s0, c30);
        c31 = v.fma(s1, c31);
        c32 = v.fma(s2, c32);
        v = FloatVector.fromArray(SPECIES, dy, o4 + d + p);
        c40 = v.fma(s0, c40);
        c41 = v.fma(s1, c41);
        c42 = v.fma(s2, c42);
        v = FloatVector.fromArray(SPECIES, dy, o5 + d + p);
        c50 = v.fma(s0, c50);
        c51 = v.fma(s1, c51);
        c52 = v.fma(s2, c52);
        v = FloatVector.fromArray(SPECIES, dy, o6 + d + p);
        c60 = v.fma(s0, c60);
        c61 = v.fma(s1, c61);
        c62 = v.fma(s2, c62);
        v = FloatVector.fromArray(SPECIES, dy, o7 + d + p);
        c70 = v.fma(s0, c70);
        c71 = v.fma(s1, c71);
        c72 = v.fma(s2, c72);
      }
    }
    c00.intoArray(sums, 0);
    c10.intoArray(sums, LANES);
    c20.intoArray(sums, 2 * LANES);
    c30.intoArray(sums, 3 * LANES);
    c40.intoArray(sums, 4 * LANES);
    c50.intoArray(sums, 5 * LANES);
    c60.intoArray(sums, 6 * LANES);
    c70.intoArray(sums, 7 * LANES);
    c01.intoArray(sums, 8 * LANES);
    c11.intoArray(sums, 9 * LANES);
    c21.intoArray(sums, 10 * LANES);
    c31.intoArray(sums, 11 * LANES);
    c41.intoArray(sums, 12 * LANES);
    c51.intoArray(sums, 13 * LANES);
    c61.intoArray(sums, 14 * LANES);
    c71.intoArray(sums, 15 * LANES);
    c02.intoArray(sums, 16 * LANES);
    c12.intoArray(sums, 17 * LANES);
    c22.intoArray(sums, 18 * LANES);
    c32.intoArray(sums, 19 * LANES);
    c42.intoArray(sums, 20 * LANES);
    c52.intoArray(sums, 21 * LANES);
    c62.intoArray(sums, 22 * LANES);
    c72.intoArray(sums, 23 * LANES);
  }
}
