package dev.forja.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;

/**
 * One product with gaps: A and B are surrounded by NaNs, which would spoil the result if they were
 * read, and C by canaries. The reference is summed in double.
 */
public record MatmulCase(boolean ta, boolean tb, int m, int n, int k, float beta) {
  private static final int OFFSET = 3;
  private static final double EPS = Math.ulp(1f) / 2;

  public void check(MatmulKernels kernels, Random random) {
    check(kernels, random, false);
  }

  /** Uses a packed right operand; A cannot be transposed there. */
  void checkPacked(MatmulKernels kernels, Random random) {
    check(kernels, random, true);
  }

  private void check(MatmulKernels kernels, Random random, boolean packed) {
    int lda = (ta ? m : k) + random.nextInt(4);
    int ldb = (tb ? k : n) + random.nextInt(4);
    int ldc = n + random.nextInt(4);
    float[] a = matrix(random, ta ? k : m, ta ? m : k, lda);
    float[] b = matrix(random, tb ? n : k, tb ? k : n, ldb);
    float[] c = Ranges.canaries(OFFSET + m * ldc + 2);
    for (int i = 0; i < m * n; i++) {
      c[OFFSET + i / n * ldc + i % n] = beta == 0 ? Float.NaN : (float) random.nextGaussian();
    }
    float[] before = c.clone();
    if (packed) {
      PackedMatrix right = kernels.pack(tb, n, k, b, OFFSET, ldb);
      assertThat(right.n()).isEqualTo(n);
      assertThat(right.k()).isEqualTo(k);
      float[] copy = b.clone();
      Arrays.fill(b, Float.NaN);
      kernels.gemmPacked(m, a, OFFSET, lda, right, beta, c, OFFSET, ldc);
      b = copy;
    } else {
      kernels.gemm(ta, tb, m, n, k, a, OFFSET, lda, b, OFFSET, ldb, beta, c, OFFSET, ldc);
    }
    compare(a, lda, b, ldb, before, c, ldc);
  }

  private void compare(float[] a, int lda, float[] b, int ldb, float[] before, float[] c, int ldc) {
    for (int at = 0; at < c.length; at++) {
      int i = Math.floorDiv(at - OFFSET, Math.max(1, ldc));
      int j = Math.floorMod(at - OFFSET, Math.max(1, ldc));
      if (i < 0 || i >= m || j >= n) {
        assertThat(c[at]).as("outside of C, at %d of %s", at, this).isEqualTo(before[at]);
        continue;
      }
      double sum = beta == 0 ? 0 : (double) beta * before[at];
      double sizes = Math.abs(sum);
      for (int p = 0; p < k; p++) {
        double x = a[OFFSET + (ta ? p * lda + i : i * lda + p)];
        double y = b[OFFSET + (tb ? j * ldb + p : p * ldb + j)];
        sum += x * y;
        sizes += Math.abs(x * y);
      }
      // k products and k sums, each rounded at most once, in any order; beta adds two more.
      assertThat(Math.abs(c[at] - sum))
          .as("C[%d, %d] = %s, not %s, in %s", i, j, c[at], sum, this)
          .isLessThanOrEqualTo(2 * (k + 2) * EPS * sizes);
    }
  }

  private static float[] matrix(Random random, int rows, int cols, int ld) {
    float[] x = new float[OFFSET + rows * ld + 2];
    Arrays.fill(x, Float.NaN);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        x[OFFSET + i * ld + j] = (float) random.nextGaussian();
      }
    }
    return x;
  }
}
