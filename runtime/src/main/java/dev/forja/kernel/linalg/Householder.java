package dev.forja.kernel.linalg;

/**
 * A matrix as a product of one with orthonormal columns and an upper triangle, by reflections as
 * LAPACK makes them, so that the signs are LAPACK's. Stateless.
 *
 * <p>Source: G. Golub and C. Van Loan, Matrix Computations, 5.2.
 */
public final class Householder {
  private Householder() {}

  /**
   * Overwrites {@code a}, m rows of n, with the triangle in its first min(m, n) rows.
   *
   * @return the orthonormal columns, m rows of min(m, n)
   */
  public static double[] decompose(double[] a, int m, int n) {
    int k = Math.min(m, n);
    double[] factors = new double[k];
    for (int c = 0; c < k; c++) {
      double squares = 0;
      for (int i = c + 1; i < m; i++) {
        squares += a[i * n + c] * a[i * n + c];
      }
      double top = a[c * n + c];
      if (squares == 0) {
        continue;
      }
      double beta = -Math.copySign(Math.sqrt(top * top + squares), top);
      factors[c] = (beta - top) / beta;
      for (int i = c + 1; i < m; i++) {
        a[i * n + c] /= top - beta;
      }
      a[c * n + c] = beta;
      reflect(a, m, n, c, factors[c], a, n, c + 1);
    }
    double[] q = new double[m * k];
    for (int i = 0; i < k; i++) {
      q[i * k + i] = 1;
    }
    for (int c = k - 1; c >= 0; c--) {
      reflect(a, m, n, c, factors[c], q, k, c);
    }
    for (int c = 0; c < k; c++) {
      for (int i = c + 1; i < m; i++) {
        a[i * n + c] = 0;
      }
    }
    return q;
  }

  /** Applies the reflection of a column to the columns of a matrix from {@code from} on. */
  private static void reflect(
      double[] a, int m, int n, int c, double factor, double[] b, int columns, int from) {
    for (int j = from; j < columns; j++) {
      double sum = b[c * columns + j];
      for (int i = c + 1; i < m; i++) {
        sum += a[i * n + c] * b[i * columns + j];
      }
      sum *= factor;
      b[c * columns + j] -= sum;
      for (int i = c + 1; i < m; i++) {
        b[i * columns + j] -= sum * a[i * n + c];
      }
    }
  }
}
