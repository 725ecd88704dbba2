package dev.forja.train;

/**
 * The metric that decides which epoch is best. Immutable.
 *
 * @param metric the name of a metric, or {@code loss}
 * @param highest whether a higher one is better
 * @param minDelta how much better than the best so far one must be to count as better
 */
public record Goal(String metric, boolean highest, double minDelta) {
  /** Checks the margin. */
  public Goal {
    if (!(minDelta >= 0)) {
      throw new IllegalArgumentException(
          "Goal: minDelta is %s, but must be 0 or more".formatted(minDelta));
    }
  }

  /** The lower the better, as with the loss. */
  public static Goal lowest(String metric) {
    return new Goal(metric, false, 0);
  }

  /** The higher the better, as with an accuracy. */
  public static Goal highest(String metric) {
    return new Goal(metric, true, 0);
  }

  /** This goal, counting an epoch as better only if it is better by more than {@code margin}. */
  public Goal withMinDelta(double margin) {
    return new Goal(metric, highest, margin);
  }

  /**
   * Whether one epoch is better than another. NaN is never better, and every number is better than
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
