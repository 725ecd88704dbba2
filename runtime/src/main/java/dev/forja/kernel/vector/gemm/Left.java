package dev.forja.kernel.vector.gemm;

/**
 * The left side of a product: op(A), [m, k].
 *
 * @param transposed whether the array holds [k, m]
 * @param ld elements from one stored row to the next
 */
public record Left(float[] values, int offset, boolean transposed, int ld) {
  public int at(int row, int step) {
    return transposed ? offset + step * ld + row : offset + row * ld + step;
  }

  /** Elements from one step of the inner sum to the next. */
  public int stepStride() {
    return transposed ? ld : 1;
  }
}
