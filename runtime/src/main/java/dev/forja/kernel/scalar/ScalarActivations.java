package dev.forja.kernel.scalar;

import dev.forja.kernel.Unary;

/** The activation functions and their derivatives, computed in double. */
final class ScalarActivations {
  /** Scale that keeps the outputs at mean 0 and variance 1 (Klambauer et al., arXiv:1706.02515). */
  private static final double SELU_SCALE = 1.0507009873554805;

  private static final double SELU_ALPHA = 1.6732632423543772;

  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
  private static final double ROOT_OF_TWO_PI = Math.sqrt(2 * Math.PI);
  private static final double CUBIC = 0.044715;

  private ScalarActivations() {}

  static double apply(Unary f, double x) {
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

  static double slope(Unary f, double x) {
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
    return (1 + ScalarFunctions.erf(x * ROOT_HALF)) / 2;
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
}
