package dev.forja.op;

/**
 * The comparison of two numbers. NaN is unequal to everything, and neither less nor greater.
 * Immutable.
 */
public enum Comparison {
  /** {@code a == b}. */
  EQ,
  /** {@code a != b}. */
  NE,
  /** {@code a < b}. */
  LT,
  /** {@code a <= b}. */
  LE,
  /** {@code a > b}. */
  GT,
  /** {@code a >= b}. */
  GE;

  boolean holds(float a, float b) {
    return switch (this) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
    };
  }

  boolean holds(long a, long b) {
    return switch (this) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
    };
  }
}
