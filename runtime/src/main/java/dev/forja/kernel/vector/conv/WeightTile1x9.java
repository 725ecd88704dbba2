package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.ALL;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Like {@link WeightTile4x3}, but for one output channel at 9 taps, for depthwise convolution. */
final class WeightTile1x9 {
  static final int TAPS = 9;

  private WeightTile1x9() {}

  /**
   * Some lanes of {@code sums[t] = sum over images and positions of dy[o + p] * planes[taps[t] +
   * p]}, as vectors.
   *
   * @param first the index of the first tap; missing taps repeat the last one
   */
  static void run(
      int images,
      int positions,
      float[] dy,
      int dyStep,
      int o,
      float[] planes,
      int planesStep,
      int[] taps,
      int first,
      int lane,
      float[] sums) {
    int last = taps.length - 1;
    int p0 = taps[first];
    int p1 = taps[Math.min(first + 1, last)];
    int p2 = taps[Math.min(first + 2, last)];
    int p3 = taps[Math.min(first + 3, last)];
    int p4 = taps[Math.min(first + 4, last)];
    int p5 = taps[Math.min(first + 5, last)];
    int p6 = taps[Math.min(first + 6, last)];
    int p7 = taps[Math.min(first + 7, last)];
    int p8 = taps[Math.min(first + 8, last)];
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    FloatVector c8 = c0;
    for (int n = 0; n < images; n++) {
      int d = o + n * dyStep;
      int s = n * planesStep;
      for (int p = lane; p < positions; p += ALL) {
        FloatVector g = FloatVector.fromArray(SPECIES, dy, d + p);
        c0 = g.fma(FloatVector.fromArray(SPECIES, planes, p0 + s + p), c0);
        c1 = g.fma(FloatVector.fromArray(SPECIES, planes, p1 + s + p), c1);
        c2 = g.fma(FloatVector.fromArray(SPECIES, planes, p2 + s + p), c2);
        c3 = g.fma(FloatVector.fromArray(SPECIES, planes, p3 + s + p), c3);
        c4 = g.fma(FloatVector.fromArray(SPECIES, planes, p4 + s + p), c4);
        c5 = g.fma(FloatVector.fromArray(SPECIES, planes, p5 + s + p), c5);
        c6 = g.fma(FloatVector.fromArray(SPECIES, planes, p6 + s + p), c6);
        c7 = g.fma(FloatVector.fromArray(SPECIES, planes, p7 + s + p), c7);
        c8 = g.fma(FloatVector.fromArray(SPECIES, planes, p8 + s + p), c8);
      }
    }
    c0.intoArray(sums, lane);
    c1.intoArray(sums, lane + ALL);
    c2.intoArray(sums, lane + 2 * ALL);
    c3.intoArray(sums, lane + 3 * ALL);
    c4.intoArray(sums, lane + 4 * ALL);
    c5.intoArray(sums, lane + 5 * ALL);
    c6.intoArray(sums, lane + 6 * ALL);
    c7.intoArray(sums, lane + 7 * ALL);
    c8.intoArray(sums, lane + 8 * ALL);
  }
}
