package dev.forja.kernel.parallel;

import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;

/**
 * Divides large products for several threads, by the columns of C or, if those are few, by its
 * rows, and delegates each part to other kernels.
 */
public record ParallelMatmul(MatmulKernels loops) implements MatmulKernels {
  /** A part has at least so many columns, and a multiple of it. */
  private static final int COLUMNS = 64;

  /** A part has a multiple of so many rows. */
  private static final int ROWS = 4;

  /** A part of a product: rows of A and columns of B. */
  @FunctionalInterface
  private interface Part {
    void run(int row, int rows, int col, int cols);
  }

  private static void divide(boolean byColumns, int m, int n, int k, Part part) {
    int threads = Parallel.threads();
    if (threads == 1 || (long) m * n * k < 2 * Thresholds.PRODUCT_SHARE) {
      part.run(0, m, 0, n);
    } else if (byColumns && n >= threads * COLUMNS) {
      Parallel.ranges(n, share(n, threads, COLUMNS), (from, to) -> part.run(0, m, from, to - from));
    } else {
      Parallel.ranges(m, share(m, threads, ROWS), (from, to) -> part.run(from, to - from, 0, n));
    }
  }

  private static int share(int n, int threads, int unit) {
    return Math.ceilDiv(Math.ceilDiv(n, threads), unit) * unit;
  }

  @Override
  public void gemm(
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
      int ldc) {
    divide(
        true,
        m,
        n,
        k,
        (row, rows, col, cols) ->
            loops.gemm(
                ta,
                tb,
                rows,
                cols,
                k,
                a,
                ao + (ta ? row : row * lda),
                lda,
                b,
                bo + (tb ? col * ldb : col),
                ldb,
                beta,
                c,
                co + row * ldc + col,
                ldc));
  }

  @Override
  public PackedMatrix pack(boolean tb, int n, int k, float[] b, int bo, int ldb) {
    return loops.pack(tb, n, k, b, bo, ldb);
  }

  @Override
  public void gemmPacked(
      int m, float[] a, int ao, int lda, PackedMatrix b, float beta, float[] c, int co, int ldc) {
    divide(
        false,
        m,
        b.n(),
        b.k(),
        (row, rows, col, cols) ->
            loops.gemmPacked(rows, a, ao + row * lda, lda, b, beta, c, co + row * ldc, ldc));
  }

  @Override
  public void addmm(
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
      int ldc) {
    divide(
        true,
        m,
        n,
        k,
        (first, rows, col, cols) ->
            loops.addmm(
                row,
                ro + col,
                ta,
                tb,
                rows,
                cols,
                k,
                a,
                ao + (ta ? first : first * lda),
                lda,
                b,
                bo + (tb ? col * ldb : col),
                ldb,
                c,
                co + first * ldc + col,
                ldc));
  }

  @Override
  public void addmmPacked(
      float[] row,
      int ro,
      int m,
      float[] a,
      int ao,
      int lda,
      PackedMatrix b,
      float[] c,
      int co,
      int ldc) {
    divide(
        false,
        m,
        b.n(),
        b.k(),
        (first, rows, col, cols) ->
            loops.addmmPacked(
                row, ro, rows, a, ao + first * lda, lda, b, c, co + first * ldc, ldc));
  }

  @Override
  public boolean gainsByPacking(boolean tb, int m, int n) {
    return loops.gainsByPacking(tb, m, n);
  }
}
