package dev.forja.kernel.vector.gemm;

/**
 * The part of a product that fits the registers. Written out by hand, with a name for every
 * accumulator: an array of vectors would live in memory.
 */
interface MicroKernel {
  /** Rows of a tile; it has {@link Tile#COLS} columns. */
  int rows();

  /**
   * {@code C = S + A B} for a whole tile of C, from a panel of A (k times its rows) and a panel of
   * B (k times its columns). S, where the sums begin, may be C itself.
   *
   * @param k steps of the inner sum, a multiple of {@link Tile#STEPS}
   * @param lds elements from one row of S to the next, 0 where all begin with the same
   */
  void run(
      int k,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] s,
      int so,
      int lds,
      float[] c,
      int co,
      int ldc);
}
