package dev.forja.benchmarks.gemm;

import java.util.SplittableRandom;

/** The sizes of a product, A [m, k] times B [k, n], and its data, the same for all engines. */
record Product(int m, int n, int k) {
  /** The bound if each of the k terms had a full rounding error; in fact they partly cancel. */
  double tolerance() {
    return k * Math.ulp(1f);
  }

  double flop() {
    return 2.0 * m * n * k;
  }

  float[] a() {
    return values(1, m * k);
  }

  float[] b() {
    return values(2, k * n);
  }

  private static float[] values(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
