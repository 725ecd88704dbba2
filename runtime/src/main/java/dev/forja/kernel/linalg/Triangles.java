package dev.forja.kernel.linalg;

/** Systems of equations with a triangle, and Cholesky's triangle. Stateless. */
public final class Triangles {
  private Triangles() {}

  /**
   * Overwrites the right sides, n rows of {@code columns}, with the solutions of a triangle; the
   * other half of its array is not read.
   *
   * @param unit whether the diagonal counts as ones and is not read either
   */
  public static void solve(
      double[] t, int n, boolean upper, boolean unit, double[] b, int columns) {
    for (int step = 0; step < n; step++) {
      int i = upper ? n - 1 - step : step;
      int from = upper ? i + 1 : 0;
      int to = upper ? n : i;
      for (int k = from; k < to; k++) {
        double factor = t[i * n + k];
        for (int j = 0; j < columns; j++) {
          b[i * columns + j] -= factor * b[k * columns + j];
        }
      }
      for (int j = 0; !unit && j < columns; j++) {
        b[i * columns + j] /= t[i * n + i];
      }
    }
  }

  /**
   * Overwrites a symmetric matrix, of which the lower half is read, with the lower triangle whose
   * product with its transpose it is.
   *
   * @return 0, or the order of the first leading minor that is not positive
   */
  public static int cholesky(double[] a, int n) {
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        double sum = a[i * n + j];
        for (int k = 0; k < j; k++) {
          sum -= a[i * n + k] * a[j * n + k];
        }
        if (i == j) {
          if (!(sum > 0)) {
            return j + 1;
          }
          a[j * n + j] = Math.sqrt(sum);
        } else {
          a[i * n + j] = sum / a[j * n + j];
        }
      }
      for (int i = 0; i < j; i++) {
        a[i * n + j] = 0;
      }
    }
    return 0;
  }
}
