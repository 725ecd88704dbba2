package dev.forja.kernel.vector.gemm;

import static dev.forja.kernel.vector.base.Lanes.LANES;

/** The shape of the tiles that C is made of. */
public final class Tile {
  /** Columns: three vectors. */
  static final int COLS = 3 * LANES;

  /** Steps of the inner sum that a tile takes at once. */
  static final int STEPS = 2;

  /** AVX2 has 16 registers; AVX-512, and NEON with its 4 lanes, have 32. */
  static final MicroKernel KERNEL = LANES == 8 ? new Tile4x3() : new Tile8x3();

  public static final int ROWS = KERNEL.rows();

  private Tile() {}

  /** The steps of an inner sum, filled up with zeros to what tiles can take. */
  static int steps(int k) {
    return Math.ceilDiv(k, STEPS) * STEPS;
  }
}
