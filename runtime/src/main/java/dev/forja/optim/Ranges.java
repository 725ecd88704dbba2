package dev.forja.optim;

/** Checks of options, with uniform messages. */
final class Ranges {
  private Ranges() {}

  static void notNegative(String who, String what, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "%s: %s is %s, but must be 0 or more".formatted(who, what, value));
    }
  }

  static void positive(String who, String what, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "%s: %s is %d, but must be positive".formatted(who, what, value));
    }
  }

  /** Checks that a value is at least 0 and below 1. */
  static void share(String who, String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s: %s is %s, but must be at least 0 and less than 1".formatted(who, what, value));
    }
  }
}
