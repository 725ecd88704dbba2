package dev.forja.train;

/**
 * The metric that decides which epoch is best. Immutable.
 *
 * <p>Immutable and therefore thread-safe.
 *
 * @param metric the name of a metric, or {@code loss}
 * @param highest whether a higher value is better
 * @param minDelta the minimum improvement over the best value so far that counts
 */
public record Goal(String metric, boolean highest, double minDelta) {
  /** Checks the margin. */
  public Goal {
    if (!(minDelta >= 0)) {
      throw new IllegalArgumentException(
          "Goal: minDelta is %s, but must be 0 or more".formatted(minDelta));
    }
  }

  /** A goal for which lower is better, as for the loss. */
  public static Goal lowest(String metric) {
    return new Goal(metric, false, 0);
  }

  /** A goal for which higher is better, as for an accuracy. */
  public static Goal highest(String metric) {
    return new Goal(metric, true, 0);
  }

  /** A copy of this goal that counts only improvements of more than {@code margin}. */
  public Goal withMinDelta(double margin) {
    return new Goal(metric, highest, margin);
  }

  /**
   * Whether one epoch is better than another. NaN is never better, and any number is better than
   * NaN.
   */
  boolean better(EpochReport one, EpochReport other) {
    double a = one.judged().mean(metric);
    double b = other.judged().mean(metric);
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return !Double.isNaN(a);
    }
    return highest ? a - b > minDelta : b - a > minDelta;
  }
}
