package dev.forja.kernel.scalar;

import dev.forja.kernel.Binary;
import dev.forja.kernel.Unary;
import dev.forja.kernel.arithmetic.Erf;
import dev.forja.kernel.arithmetic.Exponential;
import dev.forja.kernel.arithmetic.Logarithm;
import dev.forja.kernel.arithmetic.Sigmoid;
import dev.forja.kernel.arithmetic.Trigonometry;

/** Functions of one float and of two, with the operations of the vector kernels. */
final class ScalarFunctions {
  private ScalarFunctions() {}

  static float apply(Unary f, float x) {
    return switch (f) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case EXP -> Exponential.exp(x);
      case LOG -> Logarithm.log(x);
      case SQRT -> (float) Math.sqrt(x);
      case RSQRT -> 1f / (float) Math.sqrt(x);
      case SIN -> Trigonometry.sin(x);
      case COS -> Trigonometry.cos(x);
      case TANH -> Sigmoid.tanh(x);
      case SIGMOID -> Sigmoid.sigmoid(x);
      case ERF -> Erf.erf(x);
      case RELU -> Math.max(x, 0f);
      case RELU6, SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH, HARDSIGMOID ->
          ScalarActivations.apply(f, x);
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
      case SIN -> dy * Trigonometry.cos(x);
      case COS -> dy * -Trigonometry.sin(x);
      case TANH -> dy * (1 - y * y);
      case SIGMOID -> dy * (y * (1 - y));
      case ERF -> dy * (Exponential.exp(-(x * x)) * Erf.TWO_OVER_ROOT_PI);
      case RELU -> y <= 0 ? 0f : dy;
      case RELU6 -> y > 0 && y < 6 ? dy : 0f;
      case HARDSIGMOID -> x > -3 && x < 3 ? dy / 6 : 0f;
      case SELU, GELU, GELU_TANH, SILU, MISH, HARDSWISH -> dy * ScalarActivations.slope(f, x);
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
}
