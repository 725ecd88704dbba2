package dev.forja.kernel.vector.gemm;

/**
 * The sizes of the blocks that a product is divided into, so that each stays in its cache level.
 */
final class Blocks {
  /** Steps of the inner sum, chosen so that a part of a panel of B stays in the L1 cache. */
  static final int K = 384;

  /** Rows of A. */
  static final int M = 336;

  /** Elements of a block of A, chosen so that it stays in the L2 cache. */
  static final int LEFT = 1 << 17;

  /** Elements of B that are packed at once, chosen so that they stay in the L3 cache. */
  static final int RIGHT = 1 << 21;

  private Blocks() {}

  /**
   * The block size that divides n evenly into blocks of at most {@code most}, a multiple of {@code
   * unit}.
   */
  static int even(int n, int most, int unit) {
    int blocks = Math.ceilDiv(n, most);
    return Math.ceilDiv(Math.ceilDiv(n, blocks), unit) * unit;
  }

  /** The number of the m rows of A in one block. */
  static int rows(int m) {
    return even(m, M, Tile.ROWS);
  }

  /** The number of steps of the inner sum to pack for that many rows of A. */
  static int depth(int k, int rows) {
    return even(k, Math.max(K, LEFT / rows), Tile.STEPS);
  }

  /** The number of the n columns of B in one block. */
  static int columns(int n, int k) {
    return even(n, Math.max(2 * Tile.COLS, RIGHT / k), Tile.COLS);
  }
}
