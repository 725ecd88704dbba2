package dev.forja.kernel.vector.gemm;

/**
 * The part of a product that fits the registers. Implementations name every accumulator, because an
 * array of vectors would be kept in memory.
 */
interface MicroKernel {
  /** The number of rows of a tile; it has {@link Tile#COLS} columns. */
  int rows();

  /**
   * {@code C = S + A B} for a whole tile of C, from a panel of A (k times its rows) and a panel of
   * B (k times its columns). S, the initial value of the sums, may be C itself.
   *
   * @param k steps of the inner sum, a multiple of {@link Tile#STEPS}
   * @param lds the distance between neighbouring rows of S, in elements; 0 if all rows are the same
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
