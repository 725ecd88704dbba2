package dev.forja.benchmarks.harness;

import java.util.Arrays;

/** The median and the quartiles of some values. */
public record Quantiles(double low, double median, double high) {
  /** The quartiles, interpolated between neighbouring values. */
  public static Quantiles of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Quantiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double part) {
    double place = part * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
