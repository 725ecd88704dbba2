package dev.forja.benchmarks.training;

import java.util.SplittableRandom;

/** Random images of 28 x 28 with their classes, the same for all engines. */
record Batch(int size) {
  static final int SIDE = 28;
  static final int CLASSES = 10;

  float[] images() {
    SplittableRandom random = new SplittableRandom(11);
    float[] values = new float[size * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  int[] shape() {
    return new int[] {size, 1, SIDE, SIDE};
  }

  long[] classes() {
    return new SplittableRandom(12).longs(size, 0, CLASSES).toArray();
  }
}
