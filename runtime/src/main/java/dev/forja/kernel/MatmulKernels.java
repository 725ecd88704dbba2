package dev.forja.kernel;

import java.util.Arrays;

/**
 * Products of row-major matrices, each with its leading dimension, like BLAS's {@code sgemm}. Each
 * element of C begins with its initial value, which is {@code beta C}, an element of a bias, or 0;
 * the products are then added by fused multiply-add, one after the other, in the order of the inner
 * index. So its bits depend only on its initial value and on its row and column: they are the same
 * alone and in a batch, packed and not packed, transposed and not transposed.
 */
public interface MatmulKernels {
  /**
   * {@code C = op(A) op(B) + beta C}, where {@code op(A)} is [m, k], {@code op(B)} is [k, n], C is
   * [m, n]. {@code ta} says that A is stored as [k, m], {@code tb} that B is stored as [n, k]. If
   * {@code beta} is 0, the old contents of C are not read.
   *
   * @param lda the distance between neighbouring stored rows of A, in elements; likewise {@code
   *     ldb}, {@code ldc}
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
   * Packs {@code op(B)}, which is [k, n], for {@link #gemmPacked}. This pays if the same B is used
   * in more than one product. {@code tb} and {@code ldb} are as in {@link #gemm}.
   */
  PackedMatrix pack(boolean tb, int n, int k, float[] b, int bo, int ldb);

  /**
   * {@code C = A B + beta C}, where A is [m, k] and B was packed by {@link #pack} of the same
   * kernels.
   *
   * @throws IllegalArgumentException if other kernels packed B
   */
  void gemmPacked(
      int m, float[] a, int ao, int lda, PackedMatrix b, float beta, float[] c, int co, int ldc);

  /**
   * {@code C = row + op(A) op(B)}, where the n elements of {@code row}, a bias, are added to every
   * row of the product.
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

  /**
   * {@code C = column + A B}, where the m elements of {@code column} are added to every column of
   * the product, and A and B are stored as [m, k] and [k, n].
   */
  default void addmmColumn(
      float[] column,
      int o,
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
      int ldc) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(c, co + i * ldc, co + i * ldc + n, column[o + i]);
    }
    gemm(false, false, m, n, k, a, ao, lda, b, bo, ldb, 1, c, co, ldc);
  }

  /** {@code C = row + A B}, a combination of {@link #addmm} and {@link #gemmPacked}. */
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
   * Whether a packed right side makes a product of m rows and n columns faster. {@code tb} says
   * that the right side is stored as [n, k].
   */
  boolean gainsByPacking(boolean tb, int m, int n);
}
