package dev.forja.kernel;

/**
 * The right side of a product, {@code op(B)} as [k, n], in the layout of the kernels that packed
 * it. Immutable; it is a copy, independent of the original array.
 */
public interface PackedMatrix {
  /** The number of rows of op(B): the length of the inner sum. */
  int k();

  /** The number of columns of op(B). */
  int n();

  /**
   * The exception for a matrix that was packed by other kernels than those that are to multiply it.
   */
  static IllegalArgumentException foreign(PackedMatrix matrix, MatmulKernels asked) {
    return new IllegalArgumentException(
        "gemmPacked: the right side [%d, %d] was packed by other kernels (%s) than these (%s); pack"
                .formatted(
                    matrix.k(), matrix.n(), matrix.getClass().getName(), asked.getClass().getName())
            + " it with the kernels that multiply");
  }
}
