package dev.forja.kernel.scalar;

import dev.forja.kernel.Unary;
import dev.forja.kernel.arithmetic.Activation;
import dev.forja.kernel.arithmetic.GeluCurve;
import dev.forja.kernel.arithmetic.GeluSlope;
import dev.forja.kernel.arithmetic.Sigmoid;

/** The activation functions and their derivatives, with the operations of the vector kernels. */
final class ScalarActivations {
  private ScalarActivations() {}

  static float apply(Unary f, float x) {
    return switch (f) {
      case RELU6 -> Math.min(Math.max(x, 0f), 6f);
      case SELU -> Activation.selu(x);
      case GELU -> GeluCurve.erf(x);
      case GELU_TANH -> GeluCurve.tanh(x);
      case SILU -> x * Sigmoid.sigmoid(x);
      case MISH -> Activation.mish(x);
      case HARDSWISH -> x * (Math.min(Math.max(x + 3f, 0f), 6f) / 6f);
      case HARDSIGMOID -> Math.min(Math.max(x + 3f, 0f), 6f) / 6f;
      default -> throw new IllegalArgumentException(f + " is not an activation function");
    };
  }

  static float slope(Unary f, float x) {
    return switch (f) {
      case SELU -> Activation.seluSlope(x);
      case GELU -> GeluSlope.erf(x);
      case GELU_TANH -> GeluSlope.tanh(x);
      case SILU -> {
        float s = Sigmoid.sigmoid(x);
        float rest = s * (1f - s);
        yield s + (rest == 0f ? 0f : x * rest);
      }
      case MISH -> Activation.mishSlope(x);
      case HARDSWISH -> x <= -3f ? 0f : x < 3f ? x / 3f + 0.5f : 1f;
      default ->
          throw new IllegalArgumentException(
              f + " is not an activation function with such a slope");
    };
  }
}
