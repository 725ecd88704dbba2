package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;

/** The shape of the tiles that C is made of. */
final class Tile {
  /** Columns: two vectors. */
  static final int COLS = 2 * LANES;

  static final int MAX_ROWS = 14;

  /** AVX2 has 16 registers; AVX-512, and NEON with its 4 lanes, have 32. */
  static final MicroKernel KERNEL = LANES == 8 ? new Tile6x2() : new Tile14x2();

  static final int ROWS = KERNEL.rows();

  private Tile() {}
}
