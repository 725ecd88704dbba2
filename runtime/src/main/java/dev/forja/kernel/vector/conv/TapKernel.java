package dev.forja.kernel.vector.conv;

/** The innermost loops of convolution: some channels of the output, at a run of positions. */
interface TapKernel {
  /** How many channels. */
  int rows();

  /**
   * {@code out[r][p] = sum over k of w[k][r] * planes[base + offset(k) + p]}, added to what is
   * there if {@code add}.
   *
   * @param from the first tap k
   * @param to the first tap after those
   * @param w the weights of these taps, {@link #rows} for each, from {@code wo} on
   * @param positions how many are wanted; up to {@link TapTiles#WIDTH} are computed at a time, and
   *     {@code planes} and {@code out} have room for that
   * @param ldo elements from one channel of out to the next
   */
  void run(
      Taps taps,
      int from,
      int to,
      float[] w,
      int wo,
      float[] planes,
      int base,
      int positions,
      boolean add,
      float[] out,
      int oo,
      int ldo);
}
