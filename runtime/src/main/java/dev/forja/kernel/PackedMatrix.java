package dev.forja.kernel;

/**
 * The right side of a product, {@code op(B)} as [k, n], laid out once for the kernels that packed
 * it. Immutable; independent of the array it was made from.
 */
public interface PackedMatrix {
  /** Rows of op(B), the length of the inner sum. */
  int k();

  /** Columns of op(B). */
  int n();

  /** The error for a matrix that other kernels packed than the ones asked to multiply with it. */
  static IllegalArgumentException foreign(PackedMatrix matrix, MatmulKernels asked) {
    return new IllegalArgumentException(
        "gemmPacked: the right side [%d, %d] was packed by other kernels (%s) than these (%s); pack"
                .formatted(
                    matrix.k(), matrix.n(), matrix.getClass().getName(), asked.getClass().getName())
            + " it with the kernels that multiply");
  }
}
