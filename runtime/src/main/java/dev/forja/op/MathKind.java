package dev.forja.op;

/**
 * The functions of one number that {@link MathOp} applies to each element, with their derivatives.
 * Immutable.
 */
public enum MathKind {
  /** The largest integer that is not above x. */
  FLOOR,
  /** The smallest integer that is not below x. */
  CEIL,
  /** The nearest integer; the even one of two that are equally near. */
  ROUND,
  /** x without its fraction. */
  TRUNC,
  /** -1, 0 or 1; 0 for NaN. */
  SIGN,
  /** The fraction of x, with the sign of x. */
  FRAC,
  /** {@code ln(1 + x)}, accurate near 0. */
  LOG1P,
  /** {@code e^x - 1}, accurate near 0. */
  EXPM1,
  /** The logarithm to base 2. */
  LOG2,
  /** The logarithm to base 10. */
  LOG10,
  /** {@code 2^x}. */
  EXP2,
  /** The tangent, x in radians. */
  TAN,
  /** The inverse of the sine. */
  ASIN,
  /** The inverse of the cosine. */
  ACOS,
  /** The inverse of the tangent. */
  ATAN,
  /** The hyperbolic sine. */
  SINH,
  /** The hyperbolic cosine. */
  COSH,
  /** The inverse of the hyperbolic sine. */
  ASINH,
  /** The inverse of the hyperbolic cosine. */
  ACOSH,
  /** The inverse of the hyperbolic tangent. */
  ATANH,
  /** {@code 1 - erf(x)}, accurate where that is small. */
  ERFC,
  /** The inverse of the error function. */
  ERFINV,
  /** The logarithm of the magnitude of the gamma function. */
  LGAMMA,
  /** The modified Bessel function of the first kind, order 0. */
  I0,
  /** The same of order 1. */
  I1,
  /** {@code sin(pi x) / (pi x)}; 1 at 0. */
  SINC,
  /** {@code ln(x / (1 - x))}. */
  LOGIT;

  private static final double LN_2 = StrictMath.log(2);
  private static final double LN_10 = StrictMath.log(10);
  private static final double ROOT_PI = StrictMath.sqrt(StrictMath.PI);

  /** Whether the function is constant between its jumps, so that its derivative is 0. */
  boolean isSteps() {
    return switch (this) {
      case FLOOR, CEIL, ROUND, TRUNC, SIGN -> true;
      default -> false;
    };
  }

  /** The function. */
  double at(double x) {
    return switch (this) {
      case FLOOR -> Math.floor(x);
      case CEIL -> Math.ceil(x);
      case ROUND -> Math.rint(x);
      case TRUNC -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case SIGN -> x > 0 ? 1 : x < 0 ? -1 : 0;
      case FRAC -> x - TRUNC.at(x);
      case LOG1P -> StrictMath.log1p(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG2 -> StrictMath.log(x) / LN_2;
      case LOG10 -> StrictMath.log10(x);
      case EXP2 -> StrictMath.pow(2, x);
      case TAN -> StrictMath.tan(x);
      case ASIN -> StrictMath.asin(x);
      case ACOS -> StrictMath.acos(x);
      case ATAN -> StrictMath.atan(x);
      case SINH -> StrictMath.sinh(x);
      case COSH -> StrictMath.cosh(x);
      case ASINH -> asinh(x);
      case ACOSH -> acosh(x);
      case ATANH -> 0.5 * StrictMath.log1p(2 * x / (1 - x));
      case ERFC -> SpecialFunctions.erfc(x);
      case ERFINV -> SpecialFunctions.erfinv(x);
      case LGAMMA -> SpecialFunctions.lgamma(x);
      case I0 -> SpecialFunctions.bessel(0, x);
      case I1 -> SpecialFunctions.bessel(1, x);
      case SINC -> x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
      case LOGIT -> StrictMath.log(x / (1 - x));
    };
  }

  private static double asinh(double x) {
    if (Double.isInfinite(x)) {
      return x;
    }
    double size = Math.abs(x);
    double sum = size + size * size / (1 + Math.sqrt(1 + size * size));
    return Math.copySign(StrictMath.log1p(sum), x);
  }

  private static double acosh(double x) {
    double above = x - 1;
    return above < 0 ? Double.NaN : StrictMath.log1p(above + Math.sqrt(above * (2 + above)));
  }

  /** The derivative at x. */
  double slope(double x) {
    return switch (this) {
      case FLOOR, CEIL, ROUND, TRUNC, SIGN -> 0;
      case FRAC -> 1;
      case LOG1P -> 1 / (1 + x);
      case EXPM1 -> StrictMath.exp(x);
      case LOG2 -> 1 / (x * LN_2);
      case LOG10 -> 1 / (x * LN_10);
      case EXP2 -> StrictMath.pow(2, x) * LN_2;
      case TAN -> 1 + StrictMath.tan(x) * StrictMath.tan(x);
      case ASIN -> 1 / Math.sqrt(1 - x * x);
      case ACOS -> -1 / Math.sqrt(1 - x * x);
      case ATAN -> 1 / (1 + x * x);
      case SINH -> StrictMath.cosh(x);
      case COSH -> StrictMath.sinh(x);
      case ASINH -> 1 / Math.sqrt(x * x + 1);
      case ACOSH -> 1 / Math.sqrt(x * x - 1);
      case ATANH -> 1 / (1 - x * x);
      case ERFC -> -2 / ROOT_PI * StrictMath.exp(-x * x);
      case ERFINV -> {
        double y = SpecialFunctions.erfinv(x);
        yield ROOT_PI / 2 * StrictMath.exp(y * y);
      }
      case LGAMMA -> SpecialFunctions.digamma(x);
      case I0 -> SpecialFunctions.bessel(1, x);
      case I1 -> x == 0 ? 0.5 : SpecialFunctions.bessel(0, x) - SpecialFunctions.bessel(1, x) / x;
      case SINC -> {
        double angle = StrictMath.PI * x;
        yield x == 0 ? 0 : (StrictMath.cos(angle) - StrictMath.sin(angle) / angle) / x;
      }
      case LOGIT -> x < 0 || x > 1 ? Double.NaN : 1 / ((x + 0.0) * (1 - x));
    };
  }

  /** The derivative, by ops, as a factor of the gradient. */
  <V> V slope(Steps<V> by, V x) {
    return switch (this) {
      case FLOOR, CEIL, ROUND, TRUNC, SIGN -> by.filled(x, 0);
      case FRAC -> by.filled(x, 1);
      case LOG1P -> by.over(1, by.plus(x, 1));
      case EXPM1 -> by.unary(UnaryKind.EXP, x);
      case LOG2 -> by.over(1 / LN_2, x);
      case LOG10 -> by.over(1 / LN_10, x);
      case EXP2 -> by.times(by.math(EXP2, x), LN_2);
      case TAN -> by.plus(by.square(by.math(TAN, x)), 1);
      case ASIN -> by.unary(UnaryKind.RSQRT, by.from(1, by.square(x)));
      case ACOS -> by.times(by.unary(UnaryKind.RSQRT, by.from(1, by.square(x))), -1);
      case ATAN -> by.over(1, by.plus(by.square(x), 1));
      case SINH -> by.math(COSH, x);
      case COSH -> by.math(SINH, x);
      case ASINH -> by.unary(UnaryKind.RSQRT, by.plus(by.square(x), 1));
      case ACOSH -> by.unary(UnaryKind.RSQRT, by.plus(by.square(x), -1));
      case ATANH -> by.over(1, by.from(1, by.square(x)));
      case ERFC -> by.times(by.unary(UnaryKind.EXP, by.times(by.square(x), -1)), -2 / ROOT_PI);
      case ERFINV -> by.times(by.unary(UnaryKind.EXP, by.square(by.math(ERFINV, x))), ROOT_PI / 2);
      case LGAMMA -> by.run(new PolygammaOp(0), x);
      case I0 -> by.math(I1, x);
      case I1 -> by.sub(by.math(I0, x), by.div(by.math(I1, x), x));
      case SINC -> {
        V cosine = by.unary(UnaryKind.COS, by.times(x, StrictMath.PI));
        yield by.div(by.sub(cosine, by.math(SINC, x)), x);
      }
      case LOGIT -> by.over(1, by.mul(x, by.from(1, x)));
    };
  }
}
