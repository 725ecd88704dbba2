package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import dev.forja.kernel.MatmulKernels;
import dev.forja.kernel.PackedMatrix;

/** Matrix products as plain loops: the specification. */
public final class ScalarMatmul implements MatmulKernels {
  /** From this number of columns on, rows of B are multiplied instead of its columns. */
  private static final int FEW_COLUMNS = 16;

  /** From this number of rows of A on, copying the columns of a transposed B to rows pays. */
  private static final int ROWS_TO_TURN = 4;

  /**
   * op(B) as rows, in blocks of columns.
   *
   * @param blocks for each block of {@code width} columns its k rows
   */
  private record PackedRows(int k, int n, int width, float[][][] blocks) implements PackedMatrix {}

  /** Where the rows of A are: element p of row i is at {@code at + i row + p step}. */
  private record Left(float[] values, int at, int row, int step) {
    Left from(int i, int p) {
      return new Left(values, at + i * row + p * step, row, step);
    }
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
    for (int i = 0; i < m; i++) {
      scale(beta, c, co + i * ldc, n);
    }
    Left left = new Left(a, ao, ta ? 1 : lda, ta ? lda : 1);
    if (tb && (m < ROWS_TO_TURN || n < FEW_COLUMNS)) {
      dots(m, n, k, left, b, bo, ldb, c, co, ldc);
    } else {
      rows(tb, m, n, k, left, b, bo, ldb, c, co, ldc);
    }
  }

  /** {@code C += A B}, with copies of the rows of B, a block at a time. */
  private static void rows(
      boolean tb,
      int m,
      int n,
      int k,
      Left a,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc) {
    RowScratch scratch = RowScratch.take();
    for (int col = 0; col < n; col += RowScratch.WIDTH) {
      int cols = Math.min(RowScratch.WIDTH, n - col);
      for (int p = 0; p < k; p += RowScratch.DEPTH) {
        int depth = Math.min(RowScratch.DEPTH, k - p);
        float[][] right = scratch.right(depth, cols);
        if (tb) {
          RowSteps.turn(b, bo + col * ldb + p, ldb, depth, cols, right);
        } else {
          RowSteps.copy(b, bo + p * ldb + col, ldb, depth, cols, right);
        }
        addBlock(m, cols, depth, a.from(0, p), right, c, co + col, ldc, scratch.sums(cols));
      }
    }
    scratch.giveBack();
  }

  private static void addBlock(
      int m, int n, int k, Left a, float[][] right, float[] c, int co, int ldc, float[][] sums) {
    for (int i = 0; i < m; i += RowSteps.BAND) {
      int count = Math.min(RowSteps.BAND, m - i);
      RowSteps.copy(c, co + i * ldc, ldc, count, n, sums);
      RowSteps.add(count, n, k, a.values, a.at + i * a.row, a.row, a.step, right, sums);
      for (int r = 0; r < count; r++) {
        System.arraycopy(sums[r], 0, c, co + (i + r) * ldc, n);
      }
    }
  }

  @Override
  public PackedMatrix pack(boolean tb, int n, int k, float[] b, int bo, int ldb) {
    int count = Math.max(1, Math.ceilDiv(n, RowScratch.WIDTH));
    int width = Math.ceilDiv(n, count);
    float[][][] blocks = new float[count][k][];
    for (int block = 0; block < count; block++) {
      int col = block * width;
      int cols = Math.min(width, n - col);
      for (int p = 0; p < k; p++) {
        blocks[block][p] = new float[cols];
      }
      if (tb) {
        RowSteps.turn(b, bo + col * ldb, ldb, k, cols, blocks[block]);
      } else {
        RowSteps.copy(b, bo + col, ldb, k, cols, blocks[block]);
      }
    }
    return new PackedRows(k, n, width, blocks);
  }

  @Override
  public void gemmPacked(
      int m, float[] a, int ao, int lda, PackedMatrix b, float beta, float[] c, int co, int ldc) {
    if (!(b instanceof PackedRows packed)) {
      throw PackedMatrix.foreign(b, this);
    }
    for (int i = 0; i < m; i++) {
      scale(beta, c, co + i * ldc, packed.n);
    }
    RowScratch scratch = RowScratch.take();
    float[][] sums = scratch.sums(packed.width);
    for (int block = 0; block < packed.blocks.length; block++) {
      int col = block * packed.width;
      addBlock(
          m,
          Math.min(packed.width, packed.n - col),
          packed.k,
          new Left(a, ao, lda, 1),
          packed.blocks[block],
          c,
          co + col,
          ldc,
          sums);
    }
    scratch.giveBack();
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
    return tb && n >= FEW_COLUMNS;
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

  /** {@code C += A B}, traversing the rows of the transposed B. */
  private static void dots(
      int m, int n, int k, Left a, float[] b, int bo, int ldb, float[] c, int co, int ldc) {
    for (int i = 0; i < m; i++) {
      int at = a.at + i * a.row;
      int ci = co + i * ldc;
      int j = 0;
      for (; j + 8 <= n; j += 8) {
        addEightDots(k, a.values, at, a.step, b, bo + j * ldb, ldb, c, ci + j);
      }
      for (; j < n; j++) {
        int bj = bo + j * ldb;
        float sum = c[ci + j];
        for (int p = 0; p < k; p++) {
          sum = fma(a.values[at + p * a.step], b[bj + p], sum);
        }
        c[ci + j] = sum;
      }
    }
  }

  /** Eight sums at once, because the additions of one sum wait for each other. */
  private static void addEightDots(
      int k, float[] a, int ai, int aCol, float[] b, int bo, int ldb, float[] c, int co) {
    int b1 = bo + ldb;
    int b2 = b1 + ldb;
    int b3 = b2 + ldb;
    int b4 = b3 + ldb;
    int b5 = b4 + ldb;
    int b6 = b5 + ldb;
    int b7 = b6 + ldb;
    float s0 = c[co];
    float s1 = c[co + 1];
    float s2 = c[co + 2];
    float s3 = c[co + 3];
    float s4 = c[co + 4];
    float s5 = c[co + 5];
    float s6 = c[co + 6];
    float s7 = c[co + 7];
    for (int p = 0; p < k; p++) {
      float ap = a[ai + p * aCol];
      s0 = fma(ap, b[bo + p], s0);
      s1 = fma(ap, b[b1 + p], s1);
      s2 = fma(ap, b[b2 + p], s2);
      s3 = fma(ap, b[b3 + p], s3);
      s4 = fma(ap, b[b4 + p], s4);
      s5 = fma(ap, b[b5 + p], s5);
      s6 = fma(ap, b[b6 + p], s6);
      s7 = fma(ap, b[b7 + p], s7);
    }
    c[co] = s0;
    c[co + 1] = s1;
    c[co + 2] = s2;
    c[co + 3] = s3;
    c[co + 4] = s4;
    c[co + 5] = s5;
    c[co + 6] = s6;
    c[co + 7] = s7;
  }
}
