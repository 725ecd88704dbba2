package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;

/** Matrix products as plain loops: the specification. */
public final class ScalarMatmul implements MatmulKernels {
  /** op(B), dense and row-major. */
  private record Dense(int k, int n, float[] values) implements PackedMatrix {}

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
    int aRow = ta ? 1 : lda;
    int aCol = ta ? lda : 1;
    for (int i = 0; i < m; i++) {
      int ai = ao + i * aRow;
      int ci = co + i * ldc;
      scale(beta, c, ci, n);
      if (tb) {
        addDots(n, k, a, ai, aCol, b, bo, ldb, c, ci);
      } else {
        addRows(n, k, a, ai, aCol, b, bo, ldb, c, ci);
      }
    }
  }

  @Override
  public PackedMatrix pack(boolean tb, int n, int k, float[] b, int bo, int ldb) {
    float[] values = new float[Math.multiplyExact(n, k)];
    for (int p = 0; p < k; p++) {
      for (int j = 0; j < n; j++) {
        values[p * n + j] = tb ? b[bo + j * ldb + p] : b[bo + p * ldb + j];
      }
    }
    return new Dense(k, n, values);
  }

  @Override
  public void gemmPacked(
      int m, float[] a, int ao, int lda, PackedMatrix b, float beta, float[] c, int co, int ldc) {
    if (!(b instanceof Dense(int k, int n, float[] values))) {
      throw PackedMatrix.foreign(b, this);
    }
    gemm(false, false, m, n, k, a, ao, lda, values, 0, n, beta, c, co, ldc);
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
    fill(row, ro, m, n, c, co, ldc);
    gemm(ta, tb, m, n, k, a, ao, lda, b, bo, ldb, 1, c, co, ldc);
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
    fill(row, ro, m, b.n(), c, co, ldc);
    gemmPacked(m, a, ao, lda, b, 1, c, co, ldc);
  }

  @Override
  public boolean gainsByPacking(boolean tb, int m, int n) {
    return false;
  }

  private static void fill(float[] row, int ro, int m, int n, float[] c, int co, int ldc) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(row, ro, c, co + i * ldc, n);
    }
  }

  private static void scale(float beta, float[] c, int ci, int n) {
    for (int j = 0; j < n; j++) {
      c[ci + j] = beta == 0 ? 0 : beta * c[ci + j];
    }
  }

  /** {@code c[j] += sum over p of a[p] * b[p][j]}, traversing the rows of B. */
  private static void addRows(
      int n, int k, float[] a, int ai, int aCol, float[] b, int bo, int ldb, float[] c, int ci) {
    for (int p = 0; p < k; p++) {
      float ap = a[ai + p * aCol];
      int bp = bo + p * ldb;
      for (int j = 0; j < n; j++) {
        c[ci + j] = fma(ap, b[bp + j], c[ci + j]);
      }
    }
  }

  /** {@code c[j] += sum over p of a[p] * b[j][p]}, traversing the rows of the transposed B. */
  private static void addDots(
      int n, int k, float[] a, int ai, int aCol, float[] b, int bo, int ldb, float[] c, int ci) {
    int j = 0;
    for (; j + 4 <= n; j += 4) {
      addFourDots(k, a, ai, aCol, b, bo + j * ldb, ldb, c, ci + j);
    }
    for (; j < n; j++) {
      int bj = bo + j * ldb;
      float sum = c[ci + j];
      for (int p = 0; p < k; p++) {
        sum = fma(a[ai + p * aCol], b[bj + p], sum);
      }
      c[ci + j] = sum;
    }
  }

  /** Four sums at once, because the additions of one sum wait for each other. */
  private static void addFourDots(
      int k, float[] a, int ai, int aCol, float[] b, int bo, int ldb, float[] c, int co) {
    int b1 = bo + ldb;
    int b2 = b1 + ldb;
    int b3 = b2 + ldb;
    float s0 = c[co];
    float s1 = c[co + 1];
    float s2 = c[co + 2];
    float s3 = c[co + 3];
    for (int p = 0; p < k; p++) {
      float ap = a[ai + p * aCol];
      s0 = fma(ap, b[bo + p], s0);
      s1 = fma(ap, b[b1 + p], s1);
      s2 = fma(ap, b[b2 + p], s2);
      s3 = fma(ap, b[b3 + p], s3);
    }
    c[co] = s0;
    c[co + 1] = s1;
    c[co + 2] = s2;
    c[co + 3] = s3;
  }
}
