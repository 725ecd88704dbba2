package dev.forja.trace;

import java.util.Arrays;

/** One number of a graph at each of the traced sizes, in order. */
final class Column {
  private double first;
  private double[] values = {};
  private int count;
  private boolean varies;

  void add(double value) {
    if (count == 0) {
      first = value;
    } else if (!varies && Double.compare(value, first) != 0) {
      varies = true;
      values = new double[Math.max(16, 2 * count)];
      Arrays.fill(values, 0, count, first);
    }
    if (varies) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count] = value;
    }
    count++;
  }

  boolean varies() {
    return varies;
  }

  double first() {
    return first;
  }

  /** The value at one of the sizes. */
  double get(int at) {
    return varies ? values[at] : first;
  }

  /** A copy of the values. */
  double[] values() {
    double[] all = new double[count];
    for (int i = 0; i < count; i++) {
      all[i] = get(i);
    }
    return all;
  }
}
