package dev.forja.onnx;

import dev.forja.tensor.Tensor;

/**
 * Products of uint8 and int8 as processors without VNNI compute them: two neighbouring products are
 * added in 16 bits, and what does not fit is held to the largest or smallest number of 16 bits.
 */
final class SaturatingPairs {
  private SaturatingPairs() {}

  /**
   * The product of matrices, from which the zero points are taken exactly.
   *
   * @param a uint8 [.., m, k]
   * @param b int8 [k, n]
   * @param aZero the zero point of {@code a}
   * @param bZero the zero points of {@code b}: one, or one for each column
   */
  static long[] product(Tensor a, Tensor b, long aZero, long[] bZero) {
    int inner = b.size(0);
    int columns = b.size(1);
    long[] left = a.toLongs();
    long[] right = b.toLongs();
    int rows = left.length / inner;
    long[] results = new long[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        long zero = bZero[bZero.length == 1 ? 0 : column];
        long sum = 0;
        for (int k = 0; k < inner; k += 2) {
          long pair = 0;
          for (int i = k; i < Math.min(k + 2, inner); i++) {
            long x = left[row * inner + i];
            long y = right[i * columns + column];
            pair += x * y;
            sum += aZero * zero - aZero * y - zero * x;
          }
          sum += Math.clamp(pair, Short.MIN_VALUE, Short.MAX_VALUE);
        }
        results[row * columns + column] = sum;
      }
    }
    return results;
  }
}
