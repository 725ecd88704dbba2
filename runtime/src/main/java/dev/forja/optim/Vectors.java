package dev.forja.optim;

/** Sums over vectors of float32, computed in double and rounded once. */
final class Vectors {
  private Vectors() {}

  static float dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return (float) sum;
  }

  /** The largest absolute value; NaN if there is one. */
  static float largest(float[] values) {
    float most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  /** The sum of the absolute values. */
  static float sizes(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return (float) sum;
  }

  /** Adds a multiple of {@code x} to {@code y}, rounding once. */
  static void add(float factor, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (y[i] + (double) factor * x[i]);
    }
  }

  static float[] scaled(float[] x, float factor) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = factor * x[i];
    }
    return y;
  }
}
