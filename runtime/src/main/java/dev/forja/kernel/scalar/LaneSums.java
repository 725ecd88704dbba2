package dev.forja.kernel.scalar;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * Sums of contiguous floats in the order of the vector kernels, which depends on their number
 * alone. Four groups of 16 partial sums, the lanes, take turns; what is left at the end, in whole
 * groups, goes to the first one. Then the groups are added, (0 + 1) + (2 + 3), and the lanes: each
 * to the one that is 8 places away, then 4, 2 and 1. The number n is a multiple of {@link #LANES}
 * in all methods but {@link #tree}.
 */
final class LaneSums {
  static final int LANES = 16;

  private static final int FOUR = 4 * LANES;

  private LaneSums() {}

  /** The largest multiple of {@link #LANES} up to n. */
  static int whole(int n) {
    return n & -LANES;
  }

  /** The sum of x. */
  static float sum(float[] x, int xo, int n) {
    float[] s = new float[FOUR];
    for (int i = 0, width = FOUR; i < n; i += width) {
      width = n - i < FOUR ? LANES : FOUR;
      for (int l = 0; l < width; l++) {
        s[l] += x[xo + i + l];
      }
    }
    return tree(s);
  }

  /** The sum of {@code a b}. */
  static float dot(float[] a, int ao, float[] b, int bo, int n) {
    float[] s = new float[FOUR];
    for (int i = 0, width = FOUR; i < n; i += width) {
      width = n - i < FOUR ? LANES : FOUR;
      for (int l = 0; l < width; l++) {
        s[l] = fma(a[ao + i + l], b[bo + i + l], s[l]);
      }
    }
    return tree(s);
  }

  /** The sum of {@code (x - middle)^2}. */
  static float squares(float[] x, int xo, int n, float middle) {
    float[] s = new float[FOUR];
    for (int i = 0, width = FOUR; i < n; i += width) {
      width = n - i < FOUR ? LANES : FOUR;
      for (int l = 0; l < width; l++) {
        float d = x[xo + i + l] - middle;
        s[l] = fma(d, d, s[l]);
      }
    }
    return tree(s);
  }

  /** The sum of {@code (x - middle) dy}. */
  static float products(float[] x, int xo, float[] dy, int dyo, int n, float middle) {
    float[] s = new float[FOUR];
    for (int i = 0, width = FOUR; i < n; i += width) {
      width = n - i < FOUR ? LANES : FOUR;
      for (int l = 0; l < width; l++) {
        s[l] = fma(x[xo + i + l] - middle, dy[dyo + i + l], s[l]);
      }
    }
    return tree(s);
  }

  /** The sum of the partial sums of one group or of four; overwrites them. */
  static float tree(float[] s) {
    if (s.length == FOUR) {
      for (int l = 0; l < LANES; l++) {
        s[l] = s[l] + s[LANES + l] + (s[2 * LANES + l] + s[3 * LANES + l]);
      }
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int l = 0; l < half; l++) {
        s[l] += s[l + half];
      }
    }
    return s[0];
  }
}
