package dev.forja.op;

import java.util.Locale;

/** The functions of two integers that {@link IntegerOp} applies to each element. Immutable. */
public enum IntegerKind {
  /** The bits that both have. */
  BITWISE_AND,
  /** The bits that one of them has. */
  BITWISE_OR,
  /** The bits that exactly one of them has. */
  BITWISE_XOR,
  /** The bits of a, moved up by b places; 0 if b is negative or 64 or more. */
  BITWISE_LEFT_SHIFT,
  /**
   * The bits of a, moved down by b places; only its sign is left if b is negative or 64 or more.
   */
  BITWISE_RIGHT_SHIFT,
  /** The greatest common divisor, which is not negative. */
  GCD,
  /** The least common multiple, which is not negative. */
  LCM,
  /** The rest of {@code a / b}, with the sign of a. */
  FMOD,
  /** The rest of {@code a / b}, with the sign of b. */
  REMAINDER;

  /** Whether it takes truth values too. */
  boolean takesTruths() {
    return this == BITWISE_AND || this == BITWISE_OR || this == BITWISE_XOR;
  }

  boolean of(boolean a, boolean b) {
    return switch (this) {
      case BITWISE_AND -> a && b;
      case BITWISE_OR -> a || b;
      default -> a ^ b;
    };
  }

  long of(long a, long b) {
    return switch (this) {
      case BITWISE_AND -> a & b;
      case BITWISE_OR -> a | b;
      case BITWISE_XOR -> a ^ b;
      case BITWISE_LEFT_SHIFT -> b < 0 || b >= Long.SIZE ? 0 : a << b;
      case BITWISE_RIGHT_SHIFT -> a >> (b < 0 || b >= Long.SIZE ? Long.SIZE - 1 : b);
      case GCD -> gcd(a, b);
      case LCM -> a == 0 || b == 0 ? 0 : Math.abs(a / gcd(a, b) * b);
      case FMOD -> a % nonzero(a, b);
      case REMAINDER -> Math.floorMod(a, nonzero(a, b));
    };
  }

  private static long gcd(long a, long b) {
    long x = Math.abs(a);
    long y = Math.abs(b);
    while (y != 0) {
      long rest = x % y;
      x = y;
      y = rest;
    }
    return x;
  }

  private long nonzero(long a, long b) {
    if (b == 0) {
      throw new ArithmeticException(
          "%s: the rest of the integer %d by 0".formatted(name().toLowerCase(Locale.ROOT), a));
    }
    return b;
  }
}
