package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * The error function of a float: a polynomial below 0.92; from there {@code 1 - e^(t Q(t))}, Q
 * fitted to {@code ln(erfc t) / t}. Minimax fits, as in {@link Exponential}.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class Erf {
  public static final float LARGE_6 = -1.123147e-5f;
  public static final float LARGE_5 = 3.2280543e-4f;
  public static final float LARGE_4 = -0.0036424652f;
  public static final float LARGE_3 = 0.023762075f;
  public static final float LARGE_2 = -0.10623689f;
  public static final float LARGE_1 = -0.6351513f;
  public static final float LARGE_0 = -1.1286485f;
  public static final float SMALL_6 = 8.316925e-5f;
  public static final float SMALL_5 = -8.130055e-4f;
  public static final float SMALL_4 = 0.005199911f;
  public static final float SMALL_3 = -0.026858944f;
  public static final float SMALL_2 = 0.112836875f;
  public static final float SMALL_1 = -0.37612632f;
  public static final float SMALL_0 = 0.12837917f;

  /** The slope of the error function at 0. */
  public static final float TWO_OVER_ROOT_PI = 1.1283792f;

  private Erf() {}

  /** The error function. */
  public static float erf(float x) {
    float size = Math.abs(x);
    if (size < 0.92f) {
      float z = x * x;
      float p = fma(SMALL_6, z, SMALL_5);
      p = fma(p, z, SMALL_4);
      p = fma(p, z, SMALL_3);
      p = fma(p, z, SMALL_2);
      p = fma(p, z, SMALL_1);
      p = fma(p, z, SMALL_0);
      return fma(p, x, x);
    }
    float t = size > 4f ? 4f : size;
    float q = fma(LARGE_6, t, LARGE_5);
    q = fma(q, t, LARGE_4);
    q = fma(q, t, LARGE_3);
    q = fma(q, t, LARGE_2);
    q = fma(q, t, LARGE_1);
    q = fma(q, t, LARGE_0);
    return Math.copySign(1f - Exponential.expWithin(q * t), x);
  }
}
