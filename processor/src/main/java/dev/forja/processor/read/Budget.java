package dev.forja.processor.read;

/**
 * A limit on the amount of code that is read and generated for one element. Nested records may have
 * an exponential number of parts although each record is small.
 */
final class Budget {
  /** The limit of parts of one record, or of the state of one model. */
  static final int PARTS = 2_000;

  /** The limit of entries of one model. */
  static final int ENTRIES = 400;

  /** The limit of sizes of one shape. */
  static final int SIZES = 100;

  /**
   * The limit of containers within one another. The code for each is a lambda in that of the next,
   * and ecj resolves a lambda again for each that surrounds it: time grows exponentially.
   */
  static final int DEPTH = 8;

  private int left = PARTS;

  /** Uses one part; false if the budget is exhausted. */
  boolean take() {
    left = Math.max(left - 1, -1);
    return left >= 0;
  }

  /** Whether the budget was exceeded. */
  boolean isSpent() {
    return left < 0;
  }
}
