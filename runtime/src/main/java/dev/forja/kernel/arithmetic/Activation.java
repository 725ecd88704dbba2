package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * The activation functions that are based on {@link Exponential}, and their derivatives.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class Activation {
  /** The scale of SELU, which keeps outputs at mean 0 and variance 1 (arXiv:1706.02515). */
  public static final float SELU_SCALE = 1.050701f;

  public static final float SELU_SCALE_ALPHA = 1.7580993f;

  /**
   * From this argument on, {@code tanh(log(1 + e^x))} rounds to 1; below it, {@code e^2x} is
   * finite.
   */
  public static final float MISH_IS_LINEAR = 20;

  /** At and below this argument, {@code e^x} is 0. */
  public static final float EXP_IS_ZERO = -105;

  private Activation() {}

  /** {@code scale x}, for x below 0 {@code scale alpha (e^x - 1)}. */
  public static float selu(float x) {
    return x >= 0f ? x * SELU_SCALE : (Exponential.expUpToZero(x) - 1f) * SELU_SCALE_ALPHA;
  }

  /** The derivative of {@link #selu}. */
  public static float seluSlope(float x) {
    return x <= 0f ? Exponential.expBelow(x) * SELU_SCALE_ALPHA : SELU_SCALE;
  }

  /** {@code x tanh(log(1 + e^x)) = x n / (n + 2)} with {@code n = e^x (e^x + 2)}. */
  public static float mish(float x) {
    float e = Exponential.expBelow(x > MISH_IS_LINEAR ? MISH_IS_LINEAR : x);
    float n = e * (e + 2f);
    return x * (n / (n + 2f));
  }

  /**
   * {@code (n (n + 2) + 4 x e (1 + e)) / (n + 2)^2} with {@code e = e^x} and {@code n = e (e + 2)};
   * x is clamped to the range outside of which e counts as 0 or the other factor as 1.
   */
  public static float mishSlope(float x) {
    float v = x > MISH_IS_LINEAR ? MISH_IS_LINEAR : x;
    v = v < EXP_IS_ZERO ? EXP_IS_ZERO : v;
    float e = Exponential.expBelow(v);
    float p = e * (e + 2f);
    float d = p + 2f;
    return fma(p, d, v * 4f * fma(e, e, e)) / (d * d);
  }
}
