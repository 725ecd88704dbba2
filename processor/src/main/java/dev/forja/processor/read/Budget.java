package dev.forja.processor.read;

/**
 * How much is read, and generated, of one thing. Records of records may have a number of parts that
 * no machine can walk, though each of them is small.
 */
final class Budget {
  /** The parts of one record, or of the state of one model. */
  static final int PARTS = 2_000;

  /** The entries of one model. */
  static final int ENTRIES = 400;

  /** The sizes of one shape. */
  static final int SIZES = 100;

  private int left = PARTS;

  /** Takes one part; false if there is nothing left. */
  boolean take() {
    left = Math.max(left - 1, -1);
    return left >= 0;
  }

  /** Whether more was asked for than there was. */
  boolean isSpent() {
    return left < 0;
  }
}
