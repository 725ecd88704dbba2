package dev.forja.kernel.linalg;

/**
 * A square matrix as a product of a lower and an upper triangle, with rows exchanged so that each
 * pivot is the largest of its column. Not changed after it is made, so many threads may use it.
 *
 * <p>Source: G. Golub and C. Van Loan, Matrix Computations, 3.4.
 */
public final class Lu {
  private final double[] a;
  private final int n;
  private final int[] rows;
  private final double sign;
  private final int zeroPivot;

  private Lu(double[] a, int n, int[] rows, double sign, int zeroPivot) {
    this.a = a;
    this.n = n;
    this.rows = rows;
    this.sign = sign;
    this.zeroPivot = zeroPivot;
  }

  /** Decomposes a matrix of n rows, whose array is overwritten. */
  public static Lu of(double[] a, int n) {
    int[] rows = new int[n];
    double sign = 1;
    int zero = 0;
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) {
          pivot = i;
        }
      }
      rows[k] = pivot;
      if (pivot != k) {
        swap(a, n, k, pivot);
        sign = -sign;
      }
      double top = a[k * n + k];
      if (top == 0) {
        zero = zero == 0 ? k + 1 : zero;
        continue;
      }
      for (int i = k + 1; i < n; i++) {
        double factor = a[i * n + k] / top;
        a[i * n + k] = factor;
        for (int j = k + 1; j < n; j++) {
          a[i * n + j] -= factor * a[k * n + j];
        }
      }
    }
    return new Lu(a, n, rows, sign, zero);
  }

  private static void swap(double[] b, int columns, int one, int other) {
    for (int j = 0; j < columns; j++) {
      double kept = b[one * columns + j];
      b[one * columns + j] = b[other * columns + j];
      b[other * columns + j] = kept;
    }
  }

  /** The first pivot that is zero, from 1; 0 if the matrix is regular. */
  public int zeroPivot() {
    return zeroPivot;
  }

  /** The determinant. */
  public double determinant() {
    double product = sign;
    for (int k = 0; k < n; k++) {
      product *= a[k * n + k];
    }
    return product;
  }

  /** The sign of the determinant: 1, -1, or 0. */
  public double sign() {
    double product = sign;
    for (int k = 0; k < n; k++) {
      product *= Math.signum(a[k * n + k]);
    }
    return product == 0 ? 0 : product; // not a negative zero
  }

  /** The logarithm of the absolute value of the determinant. */
  public double logarithm() {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += StrictMath.log(Math.abs(a[k * n + k]));
    }
    return sum;
  }

  /** Overwrites the right sides, n rows of {@code columns}, with the solutions. */
  public void solve(double[] b, int columns) {
    for (int k = 0; k < n; k++) {
      if (rows[k] != k) {
        swap(b, columns, k, rows[k]);
      }
    }
    Triangles.solve(a, n, false, true, b, columns);
    Triangles.solve(a, n, true, false, b, columns);
  }
}
