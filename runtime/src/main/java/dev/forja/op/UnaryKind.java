package dev.forja.op;

import dev.forja.kernel.Unary;
import java.util.Locale;

/**
 * The functions of one number that {@link UnaryOp} applies to each element, with derivatives.
 * Immutable.
 */
public enum UnaryKind {
  /** {@code -x}. */
  NEG,
  /** {@code |x|}; derivative 0 at 0. */
  ABS,
  /** {@code e^x}. */
  EXP,
  /** Natural logarithm. */
  LOG,
  /** Square root. */
  SQRT,
  /** {@code 1 / sqrt(x)}. */
  RSQRT,
  /** Sine, x in radians. */
  SIN,
  /** Cosine, x in radians. */
  COS,
  /** Hyperbolic tangent. */
  TANH,
  /** {@code 1 / (1 + e^-x)}. */
  SIGMOID,
  /** The error function. */
  ERF,
  /** {@code max(x, 0)}; derivative 0 at 0; NaN stays NaN. */
  RELU,
  /** {@code min(max(x, 0), 6)}; derivative 0 at 0 and 6; NaN stays NaN. */
  RELU6,
  /** {@code scale x}, for x below 0 {@code scale alpha (e^x - 1)}, with the constants of SELU. */
  SELU,
  /**
   * {@code x (1 + erf(x / sqrt 2)) / 2}: x times the cumulative standard normal distribution at x.
   */
  GELU,
  /** {@code x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}. */
  GELU_TANH,
  /** {@code x / (1 + e^-x)}. */
  SILU,
  /** {@code x tanh(log(1 + e^x))}. */
  MISH,
  /** {@code x min(max(x + 3, 0), 6) / 6}; derivative 0 at -3 and 1 at 3. */
  HARDSWISH,
  /** {@code min(max(x + 3, 0), 6) / 6}; derivative 0 at -3 and 3. */
  HARDSIGMOID;

  private final Unary kernel = Unary.valueOf(name());
  private final String opName = name().toLowerCase(Locale.ROOT);

  /** The kernels' constant for this function. */
  Unary kernel() {
    return kernel;
  }

  /** The name of the op, which would be an object each time it is made. */
  String opName() {
    return opName;
  }
}
