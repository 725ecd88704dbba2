package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.conv.Taps;
import jdk.incubator.vector.FloatVector;

/** A single channel at 4 vectors of positions, for depthwise convolution. */
final class TapTile1x4 implements TapKernel {
  @Override
  public int rows() {
    return 1;
  }

  @Override
  public void run(
      Taps taps,
      int from,
      int to,
      float[] w,
      int wo,
      float[] planes,
      int base,
      int positions,
      boolean add,
      float[] out,
      int oo,
      int ldo) {
    int[] offsets = taps.offsets();
    for (int p = 0; p < positions; p += 4 * LANES) {
      FloatVector c00 = FloatVector.zero(SPECIES);
      FloatVector c01 = c00;
      FloatVector c02 = c00;
      FloatVector c03 = c00;
      for (int k = from; k < to; k++) {
        int at = base + offsets[k] + p;
        FloatVector b0 = FloatVector.fromArray(SPECIES, planes, at);
        FloatVector b1 = FloatVector.fromArray(SPECIES, planes, at + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, planes, at + 2 * LANES);
        FloatVector b3 = FloatVector.fromArray(SPECIES, planes, at + 3 * LANES);
        int wp = wo + k - from;
        FloatVector v = FloatVector.broadcast(SPECIES, w[wp]);
        c00 = v.fma(b0, c00);
        c01 = v.fma(b1, c01);
        c02 = v.fma(b2, c02);
        c03 = v.fma(b3, c03);
      }
      int o = oo + p;
      if (add) {
        c00 = c00.add(FloatVector.fromArray(SPECIES, out, o));
        c01 = c01.add(FloatVector.fromArray(SPECIES, out, o + LANES));
        c02 = c02.add(FloatVector.fromArray(SPECIES, out, o + 2 * LANES));
        c03 = c03.add(FloatVector.fromArray(SPECIES, out, o + 3 * LANES));
      }
      c00.intoArray(out, o);
      c01.intoArray(out, o + LANES);
      c02.intoArray(out, o + 2 * LANES);
      c03.intoArray(out, o + 3 * LANES);
    }
  }
}
