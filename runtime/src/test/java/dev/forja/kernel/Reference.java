package dev.forja.kernel;

/** The functions of one number and their derivatives, computed in double precision. */
final class Reference {
  private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;

  /** From this argument on, the error function rounds to 1 in float. */
  private static final double ERF_IS_ONE = 4;

  /** Scale that keeps the outputs at mean 0 and variance 1 (Klambauer et al., arXiv:1706.02515). */
  private static final double SELU_SCALE = 1.0507009873554805;

  private static final double SELU_ALPHA = 1.6732632423543772;

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);
  private static final double CUBIC = 0.044715;

  private Reference() {}

  /** {@code f(x)}. */
  static double apply(Unary f, double x) {
    return switch (f) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case RSQRT -> 1 / Math.sqrt(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case ERF -> erf(x);
      case RELU -> Double.isNaN(x) ? x : Math.max(x, 0);
      case RELU6, SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH, HARDSIGMOID -> activation(f, x);
    };
  }

  /** {@code dy * f'(x)}, where y is {@code f(x)} in float. */
  static double gradient(Unary f, float x, float y, float dy) {
    return switch (f) {
      case NEG -> -dy;
      case ABS -> x > 0 ? dy : x < 0 ? -dy : 0 * dy;
      case EXP -> (double) dy * y;
      case LOG -> (double) dy / x;
      case SQRT -> dy / (2.0 * y);
      case RSQRT -> dy * (-0.5f * y * y * y);
      case SIN -> dy * Math.cos(x);
      case COS -> dy * -Math.sin(x);
      case TANH -> dy * (1 - (double) y * y);
      case SIGMOID -> dy * (y * (1.0 - y));
      case ERF -> dy * (TWO_OVER_ROOT_PI * Math.exp(-(double) x * x));
      case RELU -> y <= 0 ? 0 : dy;
      case RELU6 -> y > 0 && y < 6 ? dy : 0;
      case HARDSIGMOID -> x > -3 && x < 3 ? dy / 6.0 : 0;
      case SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH -> dy * slope(f, x);
    };
  }

  private static double activation(Unary f, double x) {
    return switch (f) {
      case RELU6 -> Math.min(Math.max(x, 0), 6);
      case SELU -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
      case GELU -> x * normal(x);
      case GELU_TANH -> x * ((1 + Math.tanh(inner(x))) / 2);
      case SILU -> x * sigmoid(x);
      case MISH -> x * Math.tanh(softplus(x));
      case HARDSWISH -> x * (Math.min(Math.max(x + 3, 0), 6) / 6);
      case HARDSIGMOID -> Math.min(Math.max(x + 3, 0), 6) / 6;
      default -> throw new IllegalArgumentException(f + " is not an activation function");
    };
  }

  private static double slope(Unary f, double x) {
    return switch (f) {
      case SELU -> SELU_SCALE * (x <= 0 ? SELU_ALPHA * Math.exp(x) : 1);
      case GELU -> normal(x) + times(x, Math.exp(-x * x / 2) / ROOT_OF_TWO_PI);
      case GELU_TANH -> {
        double tanh = Math.tanh(inner(x));
        double rise = ROOT_TWO_OVER_PI * (1 + 3 * CUBIC * x * x);
        yield (1 + tanh) / 2 + times(x * rise, (1 - tanh * tanh) / 2);
      }
      case SILU -> {
        double s = sigmoid(x);
        yield s + times(x, s * (1 - s));
      }
      case MISH -> {
        double tanh = Math.tanh(softplus(x));
        yield tanh + times(x, sigmoid(x) * (1 - tanh * tanh));
      }
      case HARDSWISH -> x <= -3 ? 0 : x < 3 ? x / 3 + 0.5 : 1;
      default ->
          throw new IllegalArgumentException(
              f + " is not an activation function with such a slope");
    };
  }

  /**
   * {@code x factor}, but 0 if the factor is 0 even when x is infinite, which is the limit of the
   * slope.
   */
  private static double times(double x, double factor) {
    return factor == 0 ? 0 : x * factor;
  }

  /** The cumulative distribution function of the standard normal distribution. */
  private static double normal(double x) {
    return (1 + erf(x * ROOT_HALF)) / 2;
  }

  private static double inner(double x) {
    return ROOT_TWO_OVER_PI * (x + CUBIC * x * x * x);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * {@code erf(x) = 2 / sqrt(pi) * e^(-x^2) * sum of 2^n x^(2n+1) / (1 * 3 * ... * (2n+1))}
   * (Abramowitz and Stegun, 7.1.6): every term has the sign of x, so there is no cancellation.
   */
  private static double erf(double x) {
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
