package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;

/** The shape of the register tiles that C is divided into. */
public final class Tile {
  /** Whether a tile has three vectors side by side, and not two. */
  static final boolean THREE = LANES != 8;

  static final int COLS = (THREE ? 3 : 2) * LANES;

  /** The number of steps of the inner sum that a tile processes at once. */
  static final int STEPS = 2;

  /** AVX2 has 16 registers; AVX-512, and NEON with its 4 lanes, have 32. */
  static final MicroKernel KERNEL = THREE ? new Tile8x3() : new Tile6x2();

  public static final int ROWS = KERNEL.rows();

  private Tile() {}

  /** The number of steps of an inner sum, rounded up to a multiple of {@link #STEPS}. */
  static int steps(int k) {
    return Math.ceilDiv(k, STEPS) * STEPS;
  }
}
