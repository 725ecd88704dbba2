package dev.forja.kernel.scalar;

import dev.forja.kernel.Binary;
import dev.forja.kernel.Unary;

/** Functions of one float, computed in double and rounded once. */
final class ScalarFunctions {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

  /** From this argument on, the error function rounds to 1 in float. */
  private static final double ERF_IS_ONE = 4;

  private ScalarFunctions() {}

  static float apply(Unary f, float x) {
    return switch (f) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case EXP -> (float) Math.exp(x);
      case LOG -> (float) Math.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case RSQRT -> (float) (1 / Math.sqrt(x));
      case SIN -> (float) Math.sin(x);
      case COS -> (float) Math.cos(x);
      case TANH -> (float) Math.tanh(x);
      case SIGMOID -> (float) (1 / (1 + Math.exp(-(double) x)));
      case ERF -> (float) erf(x);
      case RELU -> Math.max(x, 0f);
      case RELU6, SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH, HARDSIGMOID ->
          (float) ScalarActivations.apply(f, x);
    };
  }

  /** {@code dy * f'(x)}, where {@code y = f(x)}; x and y are read only if {@link Unary} says so. */
  static float gradient(Unary f, float x, float y, float dy) {
    return switch (f) {
      case NEG -> -dy;
      case ABS -> x > 0 ? dy : x < 0 ? -dy : 0 * dy;
      case EXP -> dy * y;
      case LOG -> dy / x;
      case SQRT -> dy / (2 * y);
      case RSQRT -> dy * (-0.5f * y * y * y);
      case SIN -> dy * (float) Math.cos(x);
      case COS -> dy * (float) -Math.sin(x);
      case TANH -> dy * (1 - y * y);
      case SIGMOID -> dy * (y * (1 - y));
      case ERF -> dy * (float) (TWO_OVER_ROOT_PI * Math.exp(-(double) x * x));
      case RELU -> y <= 0 ? 0f : dy;
      case RELU6 -> y > 0 && y < 6 ? dy : 0f;
      case HARDSIGMOID -> x > -3 && x < 3 ? dy / 6 : 0f;
      case SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH ->
          (float) (dy * ScalarActivations.slope(f, x));
    };
  }

  static float apply(Binary f, float a, float b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  /**
   * {@code erf(x) = 2 / sqrt(pi) * e^(-x^2) * sum of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1))}
   * (Abramowitz and Stegun, 7.1.6): every term has the sign of x, so there is no cancellation.
   */
  static double erf(double x) {
    if (Math.abs(x) >= ERF_IS_ONE) {
      return Math.signum(x);
    }
    double twoSquare = 2 * x * x;
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= twoSquare / odd;
      sum += term;
    }
    return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
  }
}
