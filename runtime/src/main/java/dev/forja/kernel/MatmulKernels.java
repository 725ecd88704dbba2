package dev.forja.kernel;

/** Matrix products over row-major matrices with a leading dimension each, BLAS's {@code sgemm}. */
public interface MatmulKernels {
  /**
   * {@code C = op(A) op(B) + beta C}, where {@code op(A)} is [m, k], {@code op(B)} is [k, n], C is
   * [m, n]. {@code ta} says that A is stored as [k, m], {@code tb} that B is stored as [n, k]. With
   * {@code beta} 0, what C held is not read.
   *
   * @param lda elements from one stored row of A to the next; likewise {@code ldb}, {@code ldc}
   */
  void gemm(
      boolean ta,
      boolean tb,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float beta,
      float[] c,
      int co,
      int ldc);
}
