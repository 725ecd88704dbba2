package dev.forja.kernel.vector.conv;

import dev.forja.kernel.conv.Taps;

/** The innermost loops of convolution, which compute some output channels at a run of positions. */
interface TapKernel {
  /** The number of output channels. */
  int rows();

  /**
   * {@code out[r][p] = sum over k of w[k][r] * planes[base + offset(k) + p]}, added to the old
   * contents if {@code add} is true.
   *
   * @param from the first tap k
   * @param to the end of the taps, exclusive
   * @param w the weights of these taps, {@link #rows} for each, from {@code wo} on
   * @param positions the number of positions; up to {@link TapTiles#WIDTH} are computed at a time,
   *     and {@code planes} and {@code out} must have room for that
   * @param ldo the distance between neighbouring channels of {@code out}, in elements
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
