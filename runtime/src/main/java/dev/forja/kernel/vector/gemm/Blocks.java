package dev.forja.kernel.vector.gemm;

/** Sizes of the blocks that a product is cut into, so that each stays in its cache. */
final class Blocks {
  /** Steps of the inner sum: a part of a panel of B stays in the first cache. */
  static final int K = 384;

  /** Rows of A. */
  static final int M = 336;

  /** Elements of A: a block of it stays in the second cache. */
  static final int LEFT = 1 << 17;

  /** Elements of B that are packed at once: they stay in the third cache. */
  static final int RIGHT = 1 << 21;

  private Blocks() {}

  /** Cuts n into equal blocks of at most {@code most}, each a multiple of {@code unit}. */
  static int even(int n, int most, int unit) {
    int blocks = Math.ceilDiv(n, most);
    return Math.ceilDiv(Math.ceilDiv(n, blocks), unit) * unit;
  }

  /** How many of m rows of A to take at once. */
  static int rows(int m) {
    return even(m, M, Tile.ROWS);
  }

  /** How many steps of the inner sum to pack of that many rows of A. */
  static int depth(int k, int rows) {
    return even(k, Math.max(K, LEFT / rows), Tile.STEPS);
  }

  /** How many of n columns of B to take at once. */
  static int columns(int n, int k) {
    return even(n, Math.max(2 * Tile.COLS, RIGHT / k), Tile.COLS);
  }
}
