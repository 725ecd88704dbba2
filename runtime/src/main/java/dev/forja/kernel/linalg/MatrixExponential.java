package dev.forja.kernel.linalg;

import org.jspecify.annotations.Nullable;

/**
 * The exponential of a square matrix: a Padé approximant of degree 13 of the matrix divided by a
 * power of two, squared as often. Stateless.
 *
 * <p>Source: N. Higham, The Scaling and Squaring Method for the Matrix Exponential Revisited, SIAM
 * J. Matrix Anal. Appl. 26 (2005).
 */
public final class MatrixExponential {
  private static final double LARGEST = 5.371920351148152;
  private static final double[] B = {
    64764752532480000.0,
    32382376266240000.0,
    7771770303897600.0,
    1187353796428800.0,
    129060195264000.0,
    10559470521600.0,
    670442572800.0,
    33522128640.0,
    1323241920.0,
    40840800.0,
    960960.0,
    16380.0,
    182.0,
    1.0
  };

  private MatrixExponential() {}

  /** The exponential of a matrix of n rows. */
  public static double[] of(double[] given, int n) {
    double norm = 0;
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.abs(given[i * n + j]);
      }
      norm = Math.max(norm, sum);
    }
    int squarings = 0;
    while (norm > LARGEST && squarings < 1100) {
      norm /= 2;
      squarings++;
    }
    double[] a = new double[n * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.scalb(given[i], -squarings);
    }
    double[] a2 = product(a, a, n);
    double[] a4 = product(a2, a2, n);
    double[] a6 = product(a4, a2, n);
    double[] odd = sum(product(a6, sum(null, a6, a4, a2, 13, n), n), a6, a4, a2, 7, n);
    odd = product(a, plusUnit(odd, B[1], n), n);
    double[] even = sum(product(a6, sum(null, a6, a4, a2, 12, n), n), a6, a4, a2, 6, n);
    even = plusUnit(even, B[0], n);
    double[] above = new double[n * n];
    double[] below = new double[n * n];
    for (int i = 0; i < above.length; i++) {
      above[i] = even[i] + odd[i];
      below[i] = even[i] - odd[i];
    }
    Lu.of(below, n).solve(above, n);
    for (int s = 0; s < squarings; s++) {
      above = product(above, above, n);
    }
    return above;
  }

  /** {@code base + B[top] a6 + B[top - 2] a4 + B[top - 4] a2}; base may be null for zeros. */
  private static double[] sum(
      double @Nullable [] base, double[] a6, double[] a4, double[] a2, int top, int n) {
    double[] result = new double[n * n];
    for (int i = 0; i < result.length; i++) {
      double more = B[top] * a6[i] + B[top - 2] * a4[i] + B[top - 4] * a2[i];
      result[i] = base == null ? more : base[i] + more;
    }
    return result;
  }

  private static double[] plusUnit(double[] a, double factor, int n) {
    for (int i = 0; i < n; i++) {
      a[i * n + i] += factor;
    }
    return a;
  }

  private static double[] product(double[] a, double[] b, int n) {
    double[] c = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        double factor = a[i * n + k];
        for (int j = 0; j < n; j++) {
          c[i * n + j] += factor * b[k * n + j];
        }
      }
    }
    return c;
  }
}
