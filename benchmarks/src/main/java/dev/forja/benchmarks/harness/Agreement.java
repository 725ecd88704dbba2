package dev.forja.benchmarks.harness;

/** Checks whether two engines computed the same result. */
final class Agreement {
  private Agreement() {}

  /**
   * The largest difference between {@code other} and {@code reference}, relative to the largest
   * magnitude in the reference.
   *
   * @throws IllegalStateException if it exceeds the tolerance of the case, or if a value is NaN
   */
  static double check(Case c, String name, float[] reference, float[] other) {
    if (reference.length != other.length) {
      throw new IllegalStateException(
          "%s: %s gave %d values, %s gave %d"
              .formatted(
                  c.label(), c.entrants().getFirst().name(), reference.length, name, other.length));
    }
    double largest = 0;
    double apart = 0;
    for (int i = 0; i < reference.length; i++) {
      largest = Math.max(largest, Math.abs(reference[i]));
      apart = Math.max(apart, Math.abs((double) reference[i] - other[i]));
    }
    double relative = apart / Math.max(largest, Float.MIN_NORMAL);
    if (!(relative <= c.tolerance())) {
      throw new IllegalStateException(
          "%s: %s differs from %s by %.3g of the largest value; %.3g is tolerated"
              .formatted(c.label(), name, c.entrants().getFirst().name(), relative, c.tolerance()));
    }
    return relative;
  }
}
