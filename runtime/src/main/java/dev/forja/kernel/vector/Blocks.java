package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.LANES;

/** Sizes of the blocks that a product is cut into, so that each stays in its cache. */
final class Blocks {
  /** Steps of the inner sum: a panel of B stays in the first cache. */
  static final int K = LANES == 16 ? 256 : 384;

  /** Rows of A: with K steps they stay in the second cache. */
  static final int M = LANES == 8 ? 144 : 336;

  /** Columns of B: with K steps they stay in the third cache. */
  static final int N = 2048;

  private Blocks() {}

  /** Cuts n into equal blocks of at most {@code most}, each a multiple of {@code unit}. */
  static int even(int n, int most, int unit) {
    int blocks = Math.ceilDiv(n, most);
    return Math.ceilDiv(Math.ceilDiv(n, blocks), unit) * unit;
  }
}
