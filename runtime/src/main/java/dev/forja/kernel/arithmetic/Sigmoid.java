package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * The hyperbolic tangent and the sigmoid function of a float, based on {@link Exponential}. The
 * polynomial of tanh is a minimax fit too.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class Sigmoid {
  public static final float TANH_4 = -0.0057049906f;
  public static final float TANH_3 = 0.02063909f;
  public static final float TANH_2 = -0.053739715f;
  public static final float TANH_1 = 0.13331442f;
  public static final float TANH_0 = -0.3333328f;

  private Sigmoid() {}

  /**
   * {@code 1 - 2 / (e^2|x| + 1)}, and a polynomial near 0, where that formula suffers from
   * cancellation. From 10 on the result rounds to 1.
   */
  public static float tanh(float x) {
    float size = Math.abs(x);
    if (size < 0.625f) {
      float z = x * x;
      float p = fma(TANH_4, z, TANH_3);
      p = fma(p, z, TANH_2);
      p = fma(p, z, TANH_1);
      p = fma(p, z, TANH_0);
      // Restores the sign, because the sum of -0 and a product that is 0 would be 0.
      return Math.copySign(fma(p, z * x, x), x);
    }
    float t = size > 10f ? 10f : size;
    return Math.copySign(1f - 2f / (Exponential.expWithin(t + t) + 1f), x);
  }

  /** {@code 1 / (1 + e^-|x|)}, and for negative x {@code e^-|x|} times that. */
  public static float sigmoid(float x) {
    float e = Exponential.expBelow(-Math.abs(x));
    return (x < 0f ? e : 1f) / (e + 1f);
  }
}
