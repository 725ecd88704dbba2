package dev.forja.kernel.vector.gemm;

/**
 * The left side of a product: op(A), [m, k].
 *
 * @param transposed whether the array holds [k, m]
 * @param ld the distance between neighbouring stored rows, in elements
 */
public record LeftOperand(float[] values, int offset, boolean transposed, int ld) {
  public int at(int row, int step) {
    return transposed ? offset + step * ld + row : offset + row * ld + step;
  }

  /** The part from a step of the inner sum on. */
  public LeftOperand from(int step) {
    return new LeftOperand(values, at(0, step), transposed, ld);
  }

  /** The distance between neighbouring steps of the inner sum, in elements. */
  public int stepStride() {
    return transposed ? ld : 1;
  }
}
