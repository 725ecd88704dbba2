package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * Accumulates the gradients of 12 weights, 4 output channels at 3 taps, in registers over many
 * images. The fences keep the compiler from reading far ahead, which would push sums out of the
 * registers.
 */
final class WeightTile4x3 {
  static final int CHANNELS = 4;
  static final int TAPS = 3;

  private WeightTile4x3() {}

  /**
   * some lanes of {@code sums[t * CHANNELS + r] = sum over images and positions of dy[o_r + p] *
   * planes[p_t + p]}. The channels of dy are contiguous. Each sum has {@link Lanes#ALL} lanes.
   *
   * @param present the number of channels that exist; missing ones repeat the last
   * @param positions a multiple of {@link Lanes#ALL}; dy is zero at positions that are not outputs
   * @param dyStep the distance between neighbouring images of dy, in elements; likewise {@code
   *     planesStep}
   */
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
    for (int n = 0; n < images; n++) {
      int d = n * dyStep;
      int s = n * planesStep;
      for (int p = lane; p < positions; p += ALL) {
        VarHandle.loadLoadFence();
        FloatVector v0 = FloatVector.fromArray(SPECIES, planes, p0 + s + p);
        FloatVector v1 = FloatVector.fromArray(SPECIES, planes, p1 + s + p);
        FloatVector v2 = FloatVector.fromArray(SPECIES, planes, p2 + s + p);
        FloatVector g = FloatVector.fromArray(SPECIES, dy, o0 + d + p);
        c00 = v0.fma(g, c00);
        c01 = v1.fma(g, c01);
        c02 = v2.fma(g, c02);
        VarHandle.loadLoadFence();
        g = FloatVector.fromArray(SPECIES, dy, o1 + d + p);
        c10 = v0.fma(g, c10);
        c11 = v1.fma(g, c11);
        c12 = v2.fma(g, c12);
        VarHandle.loadLoadFence();
        g = FloatVector.fromArray(SPECIES, dy, o2 + d + p);
        c20 = v0.fma(g, c20);
        c21 = v1.fma(g, c21);
        c22 = v2.fma(g, c22);
        VarHandle.loadLoadFence();
        g = FloatVector.fromArray(SPECIES, dy, o3 + d + p);
        c30 = v0.fma(g, c30);
        c31 = v1.fma(g, c31);
        c32 = v2.fma(g, c32);
      }
    }
    c00.intoArray(sums, lane);
    c10.intoArray(sums, lane + ALL);
    c20.intoArray(sums, lane + 2 * ALL);
    c30.intoArray(sums, lane + 3 * ALL);
    c01.intoArray(sums, lane + 4 * ALL);
    c11.intoArray(sums, lane + 5 * ALL);
    c21.intoArray(sums, lane + 6 * ALL);
    c31.intoArray(sums, lane + 7 * ALL);
    c02.intoArray(sums, lane + 8 * ALL);
    c12.intoArray(sums, lane + 9 * ALL);
    c22.intoArray(sums, lane + 10 * ALL);
    c32.intoArray(sums, lane + 11 * ALL);
  }
}
