package dev.forja.optim;

/** Sums over vectors of float32, in double. */
final class Vectors {
  private Vectors() {}

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** The largest absolute value; NaN if there is one. */
  static double largest(float[] values) {
    double most = 0;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  /** The sum of the absolute values. */
  static double sizes(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** Adds a multiple of {@code x} to {@code y}. */
  static void add(double factor, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += (float) (factor * x[i]);
    }
  }

  static float[] scaled(float[] x, double factor) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (factor * x[i]);
    }
    return y;
  }
}
