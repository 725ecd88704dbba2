package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * {@code 2^x} of a float: {@code 2^n 2^r} with n an integer and {@code |r| <= 1/2}, where a minimax
 * fit (Lawson's iteration) has an error of at most 2^-28, or one unit in the last place after
 * rounding.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class PowerOfTwo {
  public static final int MANTISSA_BITS = 23;

  /**
   * Adding 1.5 * 2^23 rounds a float to an integer; the low bits then hold that integer plus the
   * bias, 127.
   */
  public static final float ROUND = 12582912f + 127;

  /** 2 to this power counts as 0. */
  public static final float LOWEST = -127;

  public static final float P6 = 0.00015353362f;
  public static final float P5 = 0.0013398875f;
  public static final float P4 = 0.009618437f;
  public static final float P3 = 0.055503324f;
  public static final float P2 = 0.24022648f;
  public static final float P1 = 0.6931472f;

  private PowerOfTwo() {}

  /** {@code 2^x} for x up to 0, or NaN. Results below 2^-126 are 0. */
  public static float upToZero(float x) {
    float v = x < LOWEST ? LOWEST : x;
    float shifted = v + ROUND;
    float r = v - (shifted - ROUND);
    float p = fma(P6, r, P5);
    p = fma(p, r, P4);
    p = fma(p, r, P3);
    p = fma(p, r, P2);
    p = fma(p, r, P1);
    p = fma(p, r, 1f);
    return p * Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << MANTISSA_BITS);
  }
}
