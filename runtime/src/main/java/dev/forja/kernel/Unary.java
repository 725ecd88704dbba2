package dev.forja.kernel;

/** The functions of one number that elementwise kernels know, with their derivatives. */
public enum Unary {
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
  RELU;

  /** Whether the derivative is computed from x. If not, a gradient need not keep x. */
  public boolean gradReadsInput() {
    return switch (this) {
      case ABS, LOG, SIN, COS, ERF -> true;
      case NEG, EXP, SQRT, RSQRT, TANH, SIGMOID, RELU -> false;
    };
  }

  /** Whether the derivative is computed from {@code y = f(x)}. If not, it need not be kept. */
  public boolean gradReadsOutput() {
    return switch (this) {
      case EXP, SQRT, RSQRT, TANH, SIGMOID, RELU -> true;
      case NEG, ABS, LOG, SIN, COS, ERF -> false;
    };
  }
}
