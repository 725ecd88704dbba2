package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * The exponential function of a float: {@code e^x = 2^n e^r} with an integer n and {@code |r| <= ln
 * 2 / 2}, where a polynomial is evaluated. The coefficients are minimax fits (Lawson's iteration,
 * relative error) rounded to float; the error of the fit before rounding is below 2^-25.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class Exponential {
  /** ln 2 in two parts; the first has 15 bits, so its product with a small integer is exact. */
  public static final float LN2_HI = 0.69314575f;

  public static final float LN2_LO = 1.4286068e-6f;
  public static final float LOG2_E = 1.442695f;
  public static final float ROUND = 12582912f;

  /** Like {@link #ROUND}, but the low bits then hold the integer plus the bias of an exponent. */
  public static final float ROUND_TO_BIASED = ROUND + 127;

  /** Like {@link #ROUND}, but with the biases of two exponents. */
  public static final float ROUND_TO_TWICE = ROUND + 254;

  /** e to this power counts as 0: {@code 2^n} has n = -127, whose bits are those of 0. */
  public static final float LOWEST = -88;

  public static final int MANTISSA_BITS = 23;
  public static final float EXP_4 = 0.0013814538f;
  public static final float EXP_3 = 0.008368745f;
  public static final float EXP_2 = 0.04166839f;
  public static final float EXP_1 = 0.16666521f;
  public static final float EXP_0 = 0.49999994f;

  private Exponential() {}

  /** {@code e^x}: infinity above 2^128, denormals below 2^-126. */
  public static float exp(float x) {
    return x > 89f ? Float.POSITIVE_INFINITY : expBelow(x);
  }

  /**
   * {@code e^x} for x up to 88, or NaN. {@code 2^n} is split into two factors, because a single one
   * cannot represent denormals or 2^128.
   */
  public static float expBelow(float x) {
    if (x < -104f) {
      return 0f;
    }
    float shifted = fma(x, LOG2_E, ROUND_TO_TWICE);
    int both = Float.floatToRawIntBits(shifted);
    int half = both >>> 1;
    float rest = ofRest(rest(shifted - ROUND_TO_TWICE, x));
    return rest * powerOfTwo(half) * powerOfTwo(both - half);
  }

  /** {@code e^x} for x up to 0, or NaN, as softmax needs it: 0 below 2^-126. */
  public static float expUpToZero(float x) {
    return expWithin(x < LOWEST ? LOWEST : x);
  }

  /** {@code e^x} for x from {@link #LOWEST} to 88, or NaN: a single factor {@code 2^n} suffices. */
  public static float expWithin(float x) {
    float shifted = fma(x, LOG2_E, ROUND_TO_BIASED);
    float rest = ofRest(rest(shifted - ROUND_TO_BIASED, x));
    return rest * powerOfTwo(Float.floatToRawIntBits(shifted));
  }

  private static float rest(float n, float x) {
    return fma(n, -LN2_LO, fma(n, -LN2_HI, x));
  }

  /** {@code e^r = 1 + r + r^2 q(r)} for {@code |r| <= ln 2 / 2}. */
  private static float ofRest(float r) {
    float q = fma(EXP_4, r, EXP_3);
    q = fma(q, r, EXP_2);
    q = fma(q, r, EXP_1);
    q = fma(q, r, EXP_0);
    return fma(q, r * r, r) + 1f;
  }

  /** {@code 2^n}, where the low 8 bits are n and the bias of an exponent. */
  private static float powerOfTwo(int biased) {
    return Float.intBitsToFloat(biased << MANTISSA_BITS);
  }
}
