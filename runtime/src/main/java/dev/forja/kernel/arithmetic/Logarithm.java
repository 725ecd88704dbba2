package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Exponential.LN2_HI;
import static dev.forja.kernel.arithmetic.Exponential.LN2_LO;
import static dev.forja.kernel.arithmetic.Exponential.MANTISSA_BITS;
import static dev.forja.kernel.arithmetic.Exponential.ROUND;
import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * The natural logarithm of a float: {@code ln x = e ln 2 + ln(1 + f)} with {@code sqrt(1/2) <= 1 +
 * f < sqrt(2)}, and a polynomial in f, fitted as in {@link Exponential}.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class Logarithm {
  /** 1.5 * 2^23: adding it rounds a float to an integer, which then stands in its low bits. */
  public static final int ROUND_BITS = 0x4B400000;

  public static final int BITS_OF_ROOT_HALF = 0x3F3504F3;
  public static final float LOG_8 = 0.06746601f;
  public static final float LOG_7 = -0.11675641f;
  public static final float LOG_6 = 0.11888175f;
  public static final float LOG_5 = -0.124055915f;
  public static final float LOG_4 = 0.14219551f;
  public static final float LOG_3 = -0.16667996f;
  public static final float LOG_2 = 0.20002119f;
  public static final float LOG_1 = -0.2500001f;
  public static final float LOG_0 = 0.33333313f;

  private Logarithm() {}

  /** The natural logarithm; NaN below 0. */
  public static float log(float x) {
    if (!(x >= 0f)) {
      return Float.NaN;
    }
    if (x == 0f || x == Float.POSITIVE_INFINITY) {
      return x == 0f ? Float.NEGATIVE_INFINITY : x;
    }
    boolean denormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(denormal ? x * 0x1p23f : x);
    int exponent = (bits - BITS_OF_ROOT_HALF) >> MANTISSA_BITS;
    float f = Float.intBitsToFloat(bits - (exponent << MANTISSA_BITS)) - 1f;
    float e = Float.intBitsToFloat(exponent + ROUND_BITS) - ROUND;
    e = denormal ? e - MANTISSA_BITS : e;

    float square = f * f;
    float low = fma(e, LN2_LO, series(f) * (square * f));
    low = fma(square, -0.5f, low);
    return fma(e, LN2_HI, f + low);
  }

  /** {@code (ln(1 + f) - f + f^2 / 2) / f^3}. */
  private static float series(float f) {
    float p = fma(LOG_8, f, LOG_7);
    p = fma(p, f, LOG_6);
    p = fma(p, f, LOG_5);
    p = fma(p, f, LOG_4);
    p = fma(p, f, LOG_3);
    p = fma(p, f, LOG_2);
    p = fma(p, f, LOG_1);
    return fma(p, f, LOG_0);
  }
}
