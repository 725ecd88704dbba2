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

  /**
   * Lays out {@code op(B)}, which is [k, n], for {@link #gemmPacked}: worth it when the same B is
   * multiplied with more than once. {@code tb} and {@code ldb} as in {@link #gemm}.
   */
  PackedMatrix pack(boolean tb, int n, int k, float[] b, int bo, int ldb);

  /**
   * {@code C = A B + beta C}, where A is [m, k] and B was laid out by {@link #pack} of these same
   * kernels.
   *
   * @throws IllegalArgumentException if other kernels packed B
   */
  void gemmPacked(
      int m, float[] a, int ao, int lda, PackedMatrix b, float beta, float[] c, int co, int ldc);

  /**
   * {@code C = row + op(A) op(B)}, where the n elements of {@code row} are added to every row of
   * the product: a bias.
   */
  void addmm(
      float[] row,
      int ro,
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
      float[] c,
      int co,
      int ldc);

  /** {@code C = row + A B}, as {@link #addmm} and {@link #gemmPacked}. */
  void addmmPacked(
      float[] row,
      int ro,
      int m,
      float[] a,
      int ao,
      int lda,
      PackedMatrix b,
      float[] c,
      int co,
      int ldc);

  /**
   * Whether these kernels gain by a packed right side for a product of m rows and n columns. Where
   * they do, the packed product has the bits of the other.
   */
  boolean gainsByPacking(int m, int n);
}
