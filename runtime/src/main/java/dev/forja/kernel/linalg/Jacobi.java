package dev.forja.kernel.linalg;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvalues of symmetric matrices and singular values, by plane rotations until nothing is left
 * to rotate. Slower than the methods of LAPACK for large matrices, and as accurate. Stateless.
 *
 * <p>Source: G. Golub and C. Van Loan, Matrix Computations, 8.5 and 8.6.3.
 */
public final class Jacobi {
  private static final int SWEEPS = 60;

  /** A decomposition: values in order, and matrices row by row whose columns belong to them. */
  public record Values(double[] values, double[] left, double[] right) {}

  private Jacobi() {}

  /** The eigenvalues, rising, and the eigenvectors of a symmetric matrix, which is overwritten. */
  public static Values symmetric(double[] a, int n) {
    double[] v = unit(n);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double off = 0;
      double all = 0;
      for (int i = 0; i < n * n; i++) {
        all += a[i] * a[i];
        off += i % (n + 1) == 0 ? 0 : a[i] * a[i];
      }
      if (!(off > 1e-32 * all)) {
        break;
      }
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double apq = a[p * n + q];
          if (apq != 0) {
            double tangent = tangent((a[q * n + q] - a[p * n + p]) / (2 * apq));
            double cosine = 1 / Math.sqrt(tangent * tangent + 1);
            double sine = tangent * cosine;
            columns(a, n, n, p, q, cosine, sine);
            rows(a, n, p, q, cosine, sine);
            columns(v, n, n, p, q, cosine, sine);
          }
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i * n + i];
    }
    int[] order = order(values, 1);
    return new Values(picked(values, order), picked(v, n, n, order), new double[0]);
  }

  /**
   * The singular values, falling, and the left and right singular vectors of m rows of n, where m
   * is n or more; the matrix is overwritten.
   */
  public static Values singular(double[] a, int m, int n) {
    double[] v = unit(n);
    boolean turned = true;
    for (int sweep = 0; turned && sweep < SWEEPS; sweep++) {
      turned = false;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          double alpha = 0;
          double beta = 0;
          double gamma = 0;
          for (int i = 0; i < m; i++) {
            double x = a[i * n + p];
            double y = a[i * n + q];
            alpha += x * x;
            beta += y * y;
            gamma += x * y;
          }
          if (Math.abs(gamma) > 1e-16 * Math.sqrt(alpha * beta)) {
            turned = true;
            double tangent = tangent((beta - alpha) / (2 * gamma));
            double cosine = 1 / Math.sqrt(tangent * tangent + 1);
            columns(a, m, n, p, q, cosine, tangent * cosine);
            columns(v, n, n, p, q, cosine, tangent * cosine);
          }
        }
      }
    }
    double[] values = new double[n];
    for (int j = 0; j < n; j++) {
      double squares = 0;
      for (int i = 0; i < m; i++) {
        squares += a[i * n + j] * a[i * n + j];
      }
      values[j] = Math.sqrt(squares);
    }
    int[] order = order(values, -1);
    double[] sorted = picked(values, order);
    double[] u = picked(a, m, n, order);
    double least = n == 0 ? 0 : sorted[0] * 1e-15;
    for (int j = 0; j < n; j++) {
      unitColumn(u, m, n, j, sorted[j] > least ? sorted[j] : 0);
    }
    return new Values(sorted, u, picked(v, n, n, order));
  }

  /** Divides a column by its length, or, if that is 0, makes one orthogonal to those before. */
  private static void unitColumn(double[] u, int m, int n, int j, double length) {
    for (int i = 0; length > 0 && i < m; i++) {
      u[i * n + j] /= length;
    }
    for (int axis = 0; length == 0 && axis < m; axis++) {
      for (int i = 0; i < m; i++) {
        u[i * n + j] = i == axis ? 1 : 0;
      }
      for (int k = 0; k < 2 * j; k++) {
        double product = 0;
        for (int i = 0; i < m; i++) {
          product += u[i * n + j] * u[i * n + k % j];
        }
        for (int i = 0; i < m; i++) {
          u[i * n + j] -= product * u[i * n + k % j];
        }
      }
      double squares = 0;
      for (int i = 0; i < m; i++) {
        squares += u[i * n + j] * u[i * n + j];
      }
      // Some axis keeps at least this much, because the squares of all of them sum to m - j.
      if (squares * m > 0.5) {
        for (int i = 0; i < m; i++) {
          u[i * n + j] /= Math.sqrt(squares);
        }
        return;
      }
    }
  }

  private static double tangent(double theta) {
    return Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  }

  private static void columns(double[] a, int m, int n, int p, int q, double c, double s) {
    for (int i = 0; i < m; i++) {
      double x = a[i * n + p];
      double y = a[i * n + q];
      a[i * n + p] = c * x - s * y;
      a[i * n + q] = s * x + c * y;
    }
  }

  private static void rows(double[] a, int n, int p, int q, double c, double s) {
    for (int j = 0; j < n; j++) {
      double x = a[p * n + j];
      double y = a[q * n + j];
      a[p * n + j] = c * x - s * y;
      a[q * n + j] = s * x + c * y;
    }
  }

  private static double[] unit(int n) {
    double[] unit = new double[n * n];
    for (int i = 0; i < n; i++) {
      unit[i * n + i] = 1;
    }
    return unit;
  }

  private static int[] order(double[] values, int direction) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> direction * values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static double[] picked(double[] values, int[] order) {
    return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] picked(double[] a, int m, int n, int[] order) {
    double[] result = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        result[i * n + j] = a[i * n + order[j]];
      }
    }
    return result;
  }
}
