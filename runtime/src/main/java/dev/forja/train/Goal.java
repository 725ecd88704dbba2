package dev.forja.train;

/**
 * The metric that decides which epoch is best.
 *
 * <p>Immutable and therefore thread-safe.
 */
public final class Goal {
  private final String metric;
  private final boolean highest;
  private final double minDelta;

  private Goal(String metric, boolean highest, double minDelta) {
    this.metric = metric;
    this.highest = highest;
    this.minDelta = minDelta;
  }

  /** A goal for which a lower value of a metric, or of {@code loss}, is better. */
  public static Goal lowest(String metric) {
    return new Goal(metric, false, 0);
  }

  /** A goal for which a higher value of a metric, such as an accuracy, is better. */
  public static Goal highest(String metric) {
    return new Goal(metric, true, 0);
  }

  /**
   * A copy of this goal that counts only improvements of more than {@code margin} over the best
   * value so far.
   *
   * @throws IllegalArgumentException if the margin is negative or NaN
   */
  public Goal withMinDelta(double margin) {
    if (!(margin >= 0)) {
      throw new IllegalArgumentException(
          "Goal: minDelta is %s, but must be 0 or more".formatted(margin));
    }
    return new Goal(metric, highest, margin);
  }

  /** The name of the metric, or {@code loss}. */
  public String metric() {
    return metric;
  }

  /** Whether a higher value is better. */
  public boolean highest() {
    return highest;
  }

  /** The minimum improvement over the best value so far that counts. */
  public double minDelta() {
    return minDelta;
  }

  @Override
  public String toString() {
    return "Goal{%s %s, minDelta=%s}".formatted(highest ? "highest" : "lowest", metric, minDelta);
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
