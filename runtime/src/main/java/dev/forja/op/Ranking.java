package dev.forja.op;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A stable argsort of a row. NaN is the largest, and 0 equals -0, as in PyTorch. */
final class Ranking {
  private Ranking() {}

  /** The indices that sort {@code n} elements from {@code from} on. */
  static int[] of(float[] x, int from, int n, boolean descending) {
    // Each long holds an element, mapped to a comparable integer, and its index.
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

  /** The indices that sort {@code n} integers from {@code from} on. */
  static int[] of(long[] x, int from, int n, boolean descending) {
    Comparator<Integer> rising = Comparator.comparingLong(place -> x[from + place]);
    return IntStream.range(0, n)
        .boxed()
        .sorted(descending ? rising.reversed() : rising)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Maps a float to an int of the same order. Adding 0 turns -0 into 0. */
  private static int key(float x) {
    int bits = Float.floatToIntBits(x + 0f);
    return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
  }
}
