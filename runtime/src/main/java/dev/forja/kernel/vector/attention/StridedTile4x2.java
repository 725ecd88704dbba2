package dev.forja.kernel.vector.attention;

import static dev.forja.kernel.vector.base.Lanes.LANES;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;

import dev.forja.kernel.vector.gemm.LeftOperand;
import java.lang.invoke.VarHandle;
import jdk.incubator.vector.FloatVector;

/**
 * C = A B for 4 rows of A with any strides, and a panel, with 8 accumulators for 16 registers. The
 * fences keep the compiler from reading far ahead, which would push sums out of the registers.
 */
final class StridedTile4x2 {
  static final int ROWS = 4;

  private StridedTile4x2() {}

  /**
   * Rows beyond {@code rows} repeat the last one; C must have room for them.
   *
   * @param ao an offset in elements, added to the offset of A
   */
  static void run(
      int k, LeftOperand a, int ao, int row, int rows, float[] b, int bo, float[] c, int co) {
    float[] av = a.values();
    int step = a.stepStride();
    int a0 = ao + a.at(row, 0);
    int a1 = ao + a.at(row + Math.min(1, rows - 1), 0);
    int a2 = ao + a.at(row + Math.min(2, rows - 1), 0);
    int a3 = ao + a.at(row + Math.min(3, rows - 1), 0);
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = c00;
    FloatVector c10 = c00;
    FloatVector c11 = c00;
    FloatVector c20 = c00;
    FloatVector c21 = c00;
    FloatVector c30 = c00;
    FloatVector c31 = c00;
    for (int p = 0; p < k; p++) {
      int bp = bo + p * AttentionTile.COLS;
      int ap = p * step;
      VarHandle.loadLoadFence();
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, bp);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, bp + LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, av[a0 + ap]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, av[a1 + ap]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, av[a2 + ap]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      VarHandle.loadLoadFence();
      v = FloatVector.broadcast(SPECIES, av[a3 + ap]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
    }
    c00.intoArray(c, co);
    c01.intoArray(c, co + LANES);
    c10.intoArray(c, co + AttentionTile.COLS);
    c11.intoArray(c, co + AttentionTile.COLS + LANES);
    c20.intoArray(c, co + 2 * AttentionTile.COLS);
    c21.intoArray(c, co + 2 * AttentionTile.COLS + LANES);
    c30.intoArray(c, co + 3 * AttentionTile.COLS);
    c31.intoArray(c, co + 3 * AttentionTile.COLS + LANES);
  }
}
