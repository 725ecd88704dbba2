package dev.forja.kernel.vector;

/**
 * The part of a product that fits the registers. Written out by hand, with a name for every
 * accumulator: an array of vectors would live in memory.
 */
interface MicroKernel {
  /** Rows of a tile; it has {@link Tile#COLS} columns. */
  int rows();

  /**
   * {@code C = A B}, or {@code C += A B} where {@code add}, for a whole tile of C from a panel of A
   * (k times its rows) and a panel of B (k times its columns).
   */
  void run(int k, float[] a, int ao, float[] b, int bo, boolean add, float[] c, int co, int ldc);
}
