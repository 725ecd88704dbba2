package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.conv.Taps;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/** A single channel at 8 or 4 vectors of positions, for depthwise convolution. */
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
    int done = 0;
    for (; positions - done > 4 * LANES; done += 8 * LANES) {
      wide(offsets, from, to, w, wo, planes, base + done, add, out, oo + done);
    }
    for (int p = done; p < positions; p += 4 * LANES) {
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

  /** 8 vectors of positions: as many sums as keep two units for multiplications busy. */
  private static void wide(
      int[] offsets,
      int from,
      int to,
      float[] w,
      int wo,
      float[] planes,
      int base,
      boolean add,
      float[] out,
      int o) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = c0;
    FloatVector c2 = c0;
    FloatVector c3 = c0;
    FloatVector c4 = c0;
    FloatVector c5 = c0;
    FloatVector c6 = c0;
    FloatVector c7 = c0;
    for (int k = from; k < to; k++) {
      int at = base + offsets[k];
      FloatVector v = FloatVector.broadcast(SPECIES, w[wo + k - from]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, planes, at), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, planes, at + LANES), c1);
      c2 = v.fma(FloatVector.fromArray(SPECIES, planes, at + 2 * LANES), c2);
      c3 = v.fma(FloatVector.fromArray(SPECIES, planes, at + 3 * LANES), c3);
      VarHandle.loadLoadFence();
      c4 = v.fma(FloatVector.fromArray(SPECIES, planes, at + 4 * LANES), c4);
      c5 = v.fma(FloatVector.fromArray(SPECIES, planes, at + 5 * LANES), c5);
      c6 = v.fma(FloatVector.fromArray(SPECIES, planes, at + 6 * LANES), c6);
      c7 = v.fma(FloatVector.fromArray(SPECIES, planes, at + 7 * LANES), c7);
    }
    if (add) {
      c0 = c0.add(FloatVector.fromArray(SPECIES, out, o));
      c1 = c1.add(FloatVector.fromArray(SPECIES, out, o + LANES));
      c2 = c2.add(FloatVector.fromArray(SPECIES, out, o + 2 * LANES));
      c3 = c3.add(FloatVector.fromArray(SPECIES, out, o + 3 * LANES));
      c4 = c4.add(FloatVector.fromArray(SPECIES, out, o + 4 * LANES));
      c5 = c5.add(FloatVector.fromArray(SPECIES, out, o + 5 * LANES));
      c6 = c6.add(FloatVector.fromArray(SPECIES, out, o + 6 * LANES));
      c7 = c7.add(FloatVector.fromArray(SPECIES, out, o + 7 * LANES));
    }
    c0.intoArray(out, o);
    c1.intoArray(out, o + LANES);
    c2.intoArray(out, o + 2 * LANES);
    c3.intoArray(out, o + 3 * LANES);
    c4.intoArray(out, o + 4 * LANES);
    c5.intoArray(out, o + 5 * LANES);
    c6.intoArray(out, o + 6 * LANES);
    c7.intoArray(out, o + 7 * LANES);
  }
}
