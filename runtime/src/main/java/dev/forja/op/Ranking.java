package dev.forja.op;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The places of a row in the order of its elements, equal ones in the order of their places. NaN is
 * the largest, and 0 equals -0, as in PyTorch.
 */
final class Ranking {
  private Ranking() {}

  /** The places of {@code n} elements from {@code from} on. */
  static int[] of(float[] x, int from, int n, boolean descending) {
    // One number holds the element, made comparable as an integer, and its place.
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      long key = key(x[from + i]);
      keys[i] = (descending ? ~key : key) << 32 | i;
    }
    Arrays.sort(keys);
    int[] places = new int[n];
    for (int i = 0; i < n; i++) {
      places[i] = (int) keys[i];
    }
    return places;
  }

  /** The places of {@code n} integers from {@code from} on. */
  static int[] of(long[] x, int from, int n, boolean descending) {
    Comparator<Integer> rising = Comparator.comparingLong(place -> x[from + place]);
    return IntStream.range(0, n)
        .boxed()
        .sorted(descending ? rising.reversed() : rising)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** An int in the order of the floats. Adding 0 makes -0 a 0. */
  private static int key(float x) {
    int bits = Float.floatToIntBits(x + 0f);
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }
}
