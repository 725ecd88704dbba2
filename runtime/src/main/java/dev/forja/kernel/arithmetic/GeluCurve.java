package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * GELU without exponential or division: {@code x max(sign x, 0) - t F(t)} with {@code t = |x|} and
 * F(t) the upper tail of the standard normal distribution, or {@code (1 - tanh(..)) / 2} for the
 * approximation. F is a polynomial in t scaled to [-1, 1], with even and odd powers evaluated
 * separately to shorten the dependency chain. It is a minimax fit (Lawson's iteration) of t F where
 * t is above 1 and of F below; beyond the fitted interval, t F is less than 1.1e-7 and counts as 0.
 * The absolute error, including rounding, is at most 2.7e-7.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class GeluCurve {
  public static final float ERF_END = 5.5f;
  public static final float ERF_SCALE = 2 / ERF_END;
  public static final float ERF_16 = 0.0013453616f;
  public static final float ERF_15 = -0.0071073403f;
  public static final float ERF_14 = 0.0012090665f;
  public static final float ERF_13 = 0.034955174f;
  public static final float ERF_12 = -0.038596775f;
  public static final float ERF_11 = -0.055091627f;
  public static final float ERF_10 = 0.13033225f;
  public static final float ERF_9 = -0.031159632f;
  public static final float ERF_8 = -0.16221097f;
  public static final float ERF_7 = 0.21719281f;
  public static final float ERF_6 = -0.05151071f;
  public static final float ERF_5 = -0.17695875f;
  public static final float ERF_4 = 0.27189398f;
  public static final float ERF_3 = -0.20682292f;
  public static final float ERF_2 = 0.09455809f;
  public static final float ERF_1 = -0.02500776f;
  public static final float ERF_0 = 0.002979771f;
  public static final float TANH_END = 5.25f;
  public static final float TANH_SCALE = 2 / TANH_END;
  public static final float TANH_16 = 0.0026821857f;
  public static final float TANH_15 = -0.0050686314f;
  public static final float TANH_14 = -0.00827884f;
  public static final float TANH_13 = 0.025316825f;
  public static final float TANH_12 = -0.0064998115f;
  public static final float TANH_11 = -0.039458755f;
  public static final float TANH_10 = 0.063069865f;
  public static final float TANH_9 = -0.02720426f;
  public static final float TANH_8 = -0.076379836f;
  public static final float TANH_7 = 0.16391839f;
  public static final float TANH_6 = -0.097771116f;
  public static final float TANH_5 = -0.10471492f;
  public static final float TANH_4 = 0.2517613f;
  public static final float TANH_3 = -0.22944382f;
  public static final float TANH_2 = 0.11726242f;
  public static final float TANH_1 = -0.03334484f;
  public static final float TANH_0 = 0.0041538593f;

  private GeluCurve() {}

  /** {@code x (1 + erf(x / sqrt 2)) / 2}. */
  public static float erf(float x) {
    float size = Math.abs(x);
    float s = fma(size, ERF_SCALE, -1f);
    float z = s * s;
    float p = fma(ERF_16, z, ERF_14);
    float q = fma(ERF_15, z, ERF_13);
    p = fma(p, z, ERF_12);
    q = fma(q, z, ERF_11);
    p = fma(p, z, ERF_10);
    q = fma(q, z, ERF_9);
    p = fma(p, z, ERF_8);
    q = fma(q, z, ERF_7);
    p = fma(p, z, ERF_6);
    q = fma(q, z, ERF_5);
    p = fma(p, z, ERF_4);
    q = fma(q, z, ERF_3);
    p = fma(p, z, ERF_2);
    q = fma(q, z, ERF_1);
    p = fma(p, z, ERF_0);
    p = fma(q, s, p);
    float tail = size > ERF_END ? 0f : p * size;
    return x * (x <= 0f ? 0f : 1f) - tail;
  }

  /** {@code x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2}. */
  public static float tanh(float x) {
    float size = Math.abs(x);
    float s = fma(size, TANH_SCALE, -1f);
    float z = s * s;
    float p = fma(TANH_16, z, TANH_14);
    float q = fma(TANH_15, z, TANH_13);
    p = fma(p, z, TANH_12);
    q = fma(q, z, TANH_11);
    p = fma(p, z, TANH_10);
    q = fma(q, z, TANH_9);
    p = fma(p, z, TANH_8);
    q = fma(q, z, TANH_7);
    p = fma(p, z, TANH_6);
    q = fma(q, z, TANH_5);
    p = fma(p, z, TANH_4);
    q = fma(q, z, TANH_3);
    p = fma(p, z, TANH_2);
    q = fma(q, z, TANH_1);
    p = fma(p, z, TANH_0);
    p = fma(q, s, p);
    float tail = size > TANH_END ? 0f : p * size;
    return x * (x <= 0f ? 0f : 1f) - tail;
  }
}
