package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * Derivatives of GELU without exponential or division: {@code F'(|x|)} for negative x and 1 minus
 * that for positive x. F' is a minimax fit (Lawson's iteration) in |x| scaled to [-1, 1]; beyond
 * the fitted interval it is less than 1.5e-7 and counts as 0. The absolute error, including
 * rounding, is at most 5e-7.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class GeluSlope {
  public static final float ERF_END = 5.75f;
  public static final float ERF_SCALE = 2 / ERF_END;
  public static final float ERF_18 = -0.041738283f;
  public static final float ERF_17 = 0.0090332795f;
  public static final float ERF_16 = 0.27175453f;
  public static final float ERF_15 = -0.14691603f;
  public static final float ERF_14 = -0.7352634f;
  public static final float ERF_13 = 0.72173065f;
  public static final float ERF_12 = 0.8850049f;
  public static final float ERF_11 = -1.6768876f;
  public static final float ERF_10 = 0.1315263f;
  public static final float ERF_9 = 1.8048422f;
  public static final float ERF_8 = -1.7187864f;
  public static final float ERF_7 = -0.13716722f;
  public static final float ERF_6 = 1.557389f;
  public static final float ERF_5 = -1.3062664f;
  public static final float ERF_4 = 0.2407609f;
  public static final float ERF_3 = 0.36637625f;
  public static final float ERF_2 = -0.32427314f;
  public static final float ERF_1 = 0.115254834f;
  public static final float ERF_0 = -0.016374487f;
  public static final float TANH_END = 5.4f;
  public static final float TANH_SCALE = 2 / TANH_END;
  public static final float TANH_18 = -0.022242496f;
  public static final float TANH_17 = -0.025938481f;
  public static final float TANH_16 = 0.15749028f;
  public static final float TANH_15 = 0.07299266f;
  public static final float TANH_14 = -0.45220032f;
  public static final float TANH_13 = 0.06823503f;
  public static final float TANH_12 = 0.5640441f;
  public static final float TANH_11 = -0.48917183f;
  public static final float TANH_10 = 0.0749496f;
  public static final float TANH_9 = 0.46643707f;
  public static final float TANH_8 = -1.0257095f;
  public static final float TANH_7 = 0.623232f;
  public static final float TANH_6 = 0.6869408f;
  public static final float TANH_5 = -1.2971034f;
  public static final float TANH_4 = 0.63584256f;
  public static final float TANH_3 = 0.17817801f;
  public static final float TANH_2 = -0.34444726f;
  public static final float TANH_1 = 0.15313873f;
  public static final float TANH_0 = -0.02466783f;

  private GeluSlope() {}

  /** The derivative of {@link GeluCurve#erf}. */
  public static float erf(float x) {
    float size = Math.abs(x);
    float s = fma(size, ERF_SCALE, -1f);
    float z = s * s;
    float p = fma(ERF_18, z, ERF_16);
    float q = fma(ERF_17, z, ERF_15);
    p = fma(p, z, ERF_14);
    q = fma(q, z, ERF_13);
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
    p = size > ERF_END ? 0f : p;
    return x > 0f ? 1f - p : p;
  }

  /** The derivative of {@link GeluCurve#tanh}. */
  public static float tanh(float x) {
    float size = Math.abs(x);
    float s = fma(size, TANH_SCALE, -1f);
    float z = s * s;
    float p = fma(TANH_18, z, TANH_16);
    float q = fma(TANH_17, z, TANH_15);
    p = fma(p, z, TANH_14);
    q = fma(q, z, TANH_13);
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
    p = size > TANH_END ? 0f : p;
    return x > 0f ? 1f - p : p;
  }
}
