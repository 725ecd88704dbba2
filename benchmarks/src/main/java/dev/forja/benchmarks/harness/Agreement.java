package dev.forja.benchmarks.harness;

/** Whether two engines computed the same. */
final class Agreement {
  private Agreement() {}

  /**
   * How far {@code other} is from {@code reference} at most, as a part of the largest magnitude in
   * the reference.
   *
   * @throws IllegalStateException if that is more than the case tolerates, or a value is no number
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
