package dev.forja.nn;

/** Checks of probabilities. */
final class Probability {
  private Probability() {}

  /** Returns {@code p}; throws an exception unless it is from 0 to 1. */
  static double check(String layer, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException(
          "%s: p is %s, but must be a probability, from 0 to 1".formatted(layer, p));
    }
    return p;
  }
}
