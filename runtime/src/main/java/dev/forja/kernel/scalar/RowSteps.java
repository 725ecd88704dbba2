package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

import java.util.Arrays;

/**
 * Products with the rows of B, each an array of its own: {@code c[j] += a0 b0[j] + a1 b1[j] + ...}.
 * The order of an element's sum is that of the inner index, as everywhere. C2 turns these loops
 * into vector instructions, because all of their arrays share one index; with offsets into one
 * array it does not, which is 5 to 10 times slower. Four rows of A at a time read each row of B
 * once for all of them.
 */
final class RowSteps {
  /** The number of rows of A, and of C, that one pass over the rows of B serves. */
  static final int BAND = 4;

  private static final int STEPS = 4;

  private RowSteps() {}

  /**
   * Adds the products of {@code count} rows of A, at most {@link #BAND}, to as many rows of C.
   *
   * @param a element p of row i of A is at {@code at + i * row + p * step}
   * @param b k rows, of which the first n elements count
   * @param c the rows of C, of which the first n elements count
   */
  static void add(
      int count, int n, int k, float[] a, int at, int row, int step, float[][] b, float[][] c) {
    int p = 0;
    for (; p + STEPS <= k; p += STEPS) {
      float[] b0 = b[p];
      float[] b1 = b[p + 1];
      float[] b2 = b[p + 2];
      float[] b3 = b[p + 3];
      int from = at + p * step;
      if (count == BAND) {
        fourRows(n, a, from, row, step, b0, b1, b2, b3, c[0], c[1], c[2], c[3]);
      } else {
        for (int i = 0; i < count; i++) {
          oneRow(n, a, from + i * row, step, b0, b1, b2, b3, c[i]);
        }
      }
    }
    for (; p < k; p++) {
      for (int i = 0; i < count; i++) {
        oneStep(n, a[at + i * row + p * step], b[p], c[i]);
      }
    }
  }

  private static void oneStep(int n, float a, float[] b, float[] c) {
    for (int j = 0; j < n; j++) {
      c[j] = fma(a, b[j], c[j]);
    }
  }

  private static void oneRow(
      int n,
      float[] a,
      int at,
      int step,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c) {
    float a0 = a[at];
    float a1 = a[at + step];
    float a2 = a[at + 2 * step];
    float a3 = a[at + 3 * step];
    for (int j = 0; j < n; j++) {
      c[j] = fma(a3, b3[j], fma(a2, b2[j], fma(a1, b1[j], fma(a0, b0[j], c[j]))));
    }
  }

  private static void fourRows(
      int n,
      float[] a,
      int at,
      int row,
      int step,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c0,
      float[] c1,
      float[] c2,
      float[] c3) {
    int at1 = at + row;
    int at2 = at1 + row;
    int at3 = at2 + row;
    float a00 = a[at];
    float a01 = a[at + step];
    float a02 = a[at + 2 * step];
    float a03 = a[at + 3 * step];
    float a10 = a[at1];
    float a11 = a[at1 + step];
    float a12 = a[at1 + 2 * step];
    float a13 = a[at1 + 3 * step];
    float a20 = a[at2];
    float a21 = a[at2 + step];
    float a22 = a[at2 + 2 * step];
    float a23 = a[at2 + 3 * step];
    float a30 = a[at3];
    float a31 = a[at3 + step];
    float a32 = a[at3 + 2 * step];
    float a33 = a[at3 + 3 * step];
    for (int j = 0; j < n; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      c0[j] = fma(a03, x3, fma(a02, x2, fma(a01, x1, fma(a00, x0, c0[j]))));
      c1[j] = fma(a13, x3, fma(a12, x2, fma(a11, x1, fma(a10, x0, c1[j]))));
      c2[j] = fma(a23, x3, fma(a22, x2, fma(a21, x1, fma(a20, x0, c2[j]))));
      c3[j] = fma(a33, x3, fma(a32, x2, fma(a31, x1, fma(a30, x0, c3[j]))));
    }
  }

  /** Copies {@code count} rows of n elements of B, stored as rows, one after the other. */
  static void copy(float[] b, int at, int ld, int count, int n, float[][] rows) {
    for (int p = 0; p < count; p++) {
      System.arraycopy(b, at + p * ld, rows[p], 0, n);
    }
  }

  /** Copies {@code count} columns of n elements of B into rows. */
  static void turn(float[] b, int at, int ld, int count, int n, float[][] rows) {
    for (int j = 0; j < n; j++) {
      int from = at + j * ld;
      for (int p = 0; p < count; p++) {
        rows[p][j] = b[from + p];
      }
    }
  }

  /** Sets the first n elements of the first {@code count} rows to 0. */
  static void clear(int count, int n, float[][] rows) {
    for (int i = 0; i < count; i++) {
      Arrays.fill(rows[i], 0, n, 0f);
    }
  }
}
