package dev.forja.op;

/**
 * The functions of two numbers that {@link PairOp} applies to each element, with their derivatives.
 * Immutable.
 */
public enum PairKind {
  /** The angle of the point (b, a), in radians: {@code atan2(a, b)}. */
  ATAN2,
  /** {@code sqrt(a^2 + b^2)}. */
  HYPOT,
  /** a with the sign of b. */
  COPYSIGN,
  /** The rest of {@code a / b}, with the sign of a. */
  FMOD,
  /** The rest of {@code a / b}, with the sign of b. */
  REMAINDER,
  /** The larger; the other one if one is NaN. */
  FMAX,
  /** The smaller; the other one if one is NaN. */
  FMIN,
  /** {@code ln(e^a + e^b)}. */
  LOGADDEXP,
  /** {@code log2(2^a + 2^b)}. */
  LOGADDEXP2,
  /** {@code a ln b}; 0 where a is 0, unless b is NaN. */
  XLOGY,
  /** The float next to a in the direction of b; its derivative is 0. */
  NEXTAFTER,
  /** 1 for positive a, b where a is 0, 0 for negative ones and NaN; its derivative is 0. */
  HEAVISIDE,
  /** The regularised lower incomplete gamma function of (a, x = b); no derivative by a. */
  IGAMMA,
  /** The regularised upper incomplete gamma function of (a, x = b); no derivative by a. */
  IGAMMAC;

  /** The function of two floats; NEXTAFTER and REMAINDER are those of floats. */
  double at(double a, double b) {
    return switch (this) {
      case ATAN2 -> StrictMath.atan2(a, b);
      case HYPOT -> hypot(a, b);
      case COPYSIGN -> Math.copySign(a, b);
      case FMOD -> a % b;
      case REMAINDER -> remainder((float) a, (float) b);
      case FMAX -> Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.max(a, b);
      case FMIN -> Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
      case LOGADDEXP -> added(a, b, 1);
      case LOGADDEXP2 -> added(a, b, StrictMath.log(2));
      case XLOGY -> Double.isNaN(b) ? b : a == 0 ? 0 : a * StrictMath.log(b);
      case NEXTAFTER -> Math.nextAfter((float) a, b);
      case HEAVISIDE -> a == 0 ? b : a > 0 ? 1 : 0;
      case IGAMMA -> SpecialFunctions.incompleteGamma(a, b, false);
      case IGAMMAC -> SpecialFunctions.incompleteGamma(a, b, true);
    };
  }

  private static double hypot(double a, double b) {
    return Double.isInfinite(a) || Double.isInfinite(b)
        ? Double.POSITIVE_INFINITY
        : Math.sqrt(a * a + b * b);
  }

  private static float remainder(float a, float b) {
    float rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }

  private static double added(double a, double b, double unit) {
    if (a == b && Double.isInfinite(a)) {
      return a;
    }
    double larger = Math.max(a, b);
    return larger + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b) * unit)) / unit;
  }

  /** The derivative by the first number, or the second, times the gradient. */
  double slope(float a, float b, boolean second) {
    return switch (this) {
      case ATAN2 -> {
        double square = (double) a * a + (double) b * b;
        yield square == 0 ? 0 : (second ? -a : b) / square;
      }
      case HYPOT -> (second ? b : a) / hypot(a, b);
      case COPYSIGN -> second || a == 0 ? 0 : Math.copySign(a, b) / a;
      case FMOD -> second ? -MathKind.TRUNC.at(a / b) : 1;
      case REMAINDER -> second ? -RoundedDivOp.floor(a, b) : 1;
      case FMAX -> (a >= b || Float.isNaN(b)) == second ? 0 : 1;
      case FMIN -> (a <= b || Float.isNaN(b)) == second ? 0 : 1;
      case LOGADDEXP -> share(second ? (double) a - b : (double) b - a, 1);
      case LOGADDEXP2 -> share(second ? (double) a - b : (double) b - a, StrictMath.log(2));
      case XLOGY -> second ? a / (double) b : a == 0 && b <= 0 ? 0 : StrictMath.log(b);
      case NEXTAFTER, HEAVISIDE -> 0;
      case IGAMMA -> density(a, b);
      case IGAMMAC -> -density(a, b);
    };
  }

  private static double share(double difference, double unit) {
    return 1 / (1 + StrictMath.exp(difference * unit));
  }

  private static double density(double a, double b) {
    return StrictMath.exp((a - 1) * StrictMath.log(b) - b - SpecialFunctions.lgamma(a));
  }

  /** The derivative by the first value, or the second, by ops. */
  <V> V slope(Steps<V> by, V a, V b, boolean second) {
    return switch (this) {
      case ATAN2 -> {
        V square = by.add(by.square(a), by.square(b));
        V none = by.when(Comparison.LE, square, by.times(square, -1));
        V slope = by.div(second ? by.times(a, -1) : b, square);
        yield by.without(slope, none);
      }
      case HYPOT -> by.div(second ? b : a, by.run(new PairOp(HYPOT), a, b));
      case COPYSIGN -> {
        V sign = by.mul(by.math(MathKind.SIGN, a), signOf(by, b));
        yield second ? by.filled(sign, 0) : sign;
      }
      case FMOD, REMAINDER -> {
        V quotient =
            this == FMOD
                ? by.math(MathKind.TRUNC, by.div(a, b))
                : by.run(new RoundedDivOp(Rounding.FLOOR), a, b);
        yield second ? by.times(quotient, -1) : by.filled(quotient, 1);
      }
      case FMAX, FMIN -> {
        V first = by.when(this == FMAX ? Comparison.GE : Comparison.LE, a, b);
        V lone = by.when(Comparison.NE, b, b);
        V chosen = by.run(new WhereOp(), java.util.List.of(lone, lone, first));
        yield second ? by.from(1, by.ones(chosen)) : by.ones(chosen);
      }
      case LOGADDEXP, LOGADDEXP2 -> {
        V difference = second ? by.sub(b, a) : by.sub(a, b);
        V scaled = this == LOGADDEXP ? difference : by.times(difference, StrictMath.log(2));
        yield by.unary(UnaryKind.SIGMOID, scaled);
      }
      case XLOGY -> {
        if (second) {
          yield by.div(a, b);
        }
        V log = by.unary(UnaryKind.LOG, b);
        V zero = by.filled(log, 0);
        V none = by.when(Comparison.LE, b, by.filled(b, 0));
        V empty = by.when(Comparison.EQ, a, by.filled(a, 0));
        V both = by.run(new WhereOp(), java.util.List.of(empty, none, empty));
        yield by.run(new WhereOp(), java.util.List.of(both, zero, log));
      }
      case NEXTAFTER, HEAVISIDE -> by.filled(by.add(a, b), 0);
      case IGAMMA, IGAMMAC -> {
        V exponent =
            by.sub(
                by.sub(by.mul(by.plus(a, -1), by.unary(UnaryKind.LOG, b)), b),
                by.math(MathKind.LGAMMA, a));
        yield by.times(by.unary(UnaryKind.EXP, exponent), this == IGAMMA ? 1 : -1);
      }
    };
  }

  /** 1 with the sign of b, also of zeros. */
  private static <V> V signOf(Steps<V> by, V b) {
    return by.run(new PairOp(COPYSIGN), by.filled(b, 1), b);
  }
}
