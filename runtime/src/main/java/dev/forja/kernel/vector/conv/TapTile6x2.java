package dev.forja.kernel.vector.conv;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.conv.Taps;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * 6 channels at 2 vectors of positions, for 16 registers: 12 sums and three more vectors. The
 * fences keep the compiler from reading far ahead, which would push sums out of the registers.
 */
final class TapTile6x2 implements TapKernel {
  @Override
  public int rows() {
    return 6;
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
    for (int p = 0; p < positions; p += 2 * LANES) {
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
      for (int k = from; k < to; k++) {
        int at = base + offsets[k] + p;
        VarHandle.loadLoadFence();
        FloatVector b0 = FloatVector.fromArray(SPECIES, planes, at);
        FloatVector b1 = FloatVector.fromArray(SPECIES, planes, at + LANES);
        int wp = wo + (k - from) * 6;
        FloatVector v = FloatVector.broadcast(SPECIES, w[wp]);
        c00 = v.fma(b0, c00);
        c01 = v.fma(b1, c01);
        VarHandle.loadLoadFence();
        v = FloatVector.broadcast(SPECIES, w[wp + 1]);
        c10 = v.fma(b0, c10);
        c11 = v.fma(b1, c11);
        VarHandle.loadLoadFence();
        v = FloatVector.broadcast(SPECIES, w[wp + 2]);
        c20 = v.fma(b0, c20);
        c21 = v.fma(b1, c21);
        VarHandle.loadLoadFence();
        v = FloatVector.broadcast(SPECIES, w[wp + 3]);
        c30 = v.fma(b0, c30);
        c31 = v.fma(b1, c31);
        VarHandle.loadLoadFence();
        v = FloatVector.broadcast(SPECIES, w[wp + 4]);
        c40 = v.fma(b0, c40);
        c41 = v.fma(b1, c41);
        VarHandle.loadLoadFence();
        v = FloatVector.broadcast(SPECIES, w[wp + 5]);
        c50 = v.fma(b0, c50);
        c51 = v.fma(b1, c51);
      }
      int o = oo + p;
      if (add) {
        c00 = c00.add(FloatVector.fromArray(SPECIES, out, o));
        c01 = c01.add(FloatVector.fromArray(SPECIES, out, o + LANES));
        c10 = c10.add(FloatVector.fromArray(SPECIES, out, o + ldo));
        c11 = c11.add(FloatVector.fromArray(SPECIES, out, o + ldo + LANES));
        c20 = c20.add(FloatVector.fromArray(SPECIES, out, o + 2 * ldo));
        c21 = c21.add(FloatVector.fromArray(SPECIES, out, o + 2 * ldo + LANES));
        c30 = c30.add(FloatVector.fromArray(SPECIES, out, o + 3 * ldo));
        c31 = c31.add(FloatVector.fromArray(SPECIES, out, o + 3 * ldo + LANES));
        c40 = c40.add(FloatVector.fromArray(SPECIES, out, o + 4 * ldo));
        c41 = c41.add(FloatVector.fromArray(SPECIES, out, o + 4 * ldo + LANES));
        c50 = c50.add(FloatVector.fromArray(SPECIES, out, o + 5 * ldo));
        c51 = c51.add(FloatVector.fromArray(SPECIES, out, o + 5 * ldo + LANES));
      }
      c00.intoArray(out, o);
      c01.intoArray(out, o + LANES);
      c10.intoArray(out, o + ldo);
      c11.intoArray(out, o + ldo + LANES);
      c20.intoArray(out, o + 2 * ldo);
      c21.intoArray(out, o + 2 * ldo + LANES);
      c30.intoArray(out, o + 3 * ldo);
      c31.intoArray(out, o + 3 * ldo + LANES);
      c40.intoArray(out, o + 4 * ldo);
      c41.intoArray(out, o + 4 * ldo + LANES);
      c50.intoArray(out, o + 5 * ldo);
      c51.intoArray(out, o + 5 * ldo + LANES);
    }
  }
}
