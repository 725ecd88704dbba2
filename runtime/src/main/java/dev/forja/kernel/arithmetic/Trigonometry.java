package dev.forja.kernel.arithmetic;

import static dev.forja.kernel.arithmetic.Fused.fma;

/**
 * Sine and cosine of a float: {@code x = n pi/2 + r} with {@code |r| <= pi/4}, and a minimax
 * polynomial in r for each function. Beyond {@link #LARGEST} that reduction is not exact, and
 * {@link StrictMath} is used, whose bits are the same everywhere.
 *
 * <p>Stateless; may be used by any number of threads.
 */
public final class Trigonometry {
  /** Up to here n has at most 13 bits, and {@code x - n * HALF_PI_HI} is exact in one fma. */
  public static final float LARGEST = 8192f;

  /** 1.5 * 2^23: adding it rounds a float to an integer, which then stands in its low bits. */
  public static final float ROUND = 12582912f;

  public static final float ONE = 1f;
  public static final float TWO_OVER_PI = 0.63661975f;
  public static final float MINUS_HALF_PI_HI = -1.5707964f;
  public static final float MINUS_HALF_PI_MID = 4.371139e-8f;
  public static final float MINUS_HALF_PI_LO = 1.7151245e-15f;
  public static final float SIN_2 = -1.9514632e-4f;
  public static final float SIN_1 = 0.008332156f;
  public static final float SIN_0 = -0.16666655f;
  public static final float COS_3 = 2.4432413e-5f;
  public static final float COS_2 = -0.001388731f;
  public static final float COS_1 = 0.041666646f;
  public static final float COS_0 = -0.5f;

  private Trigonometry() {}

  /** The sine of x in radians. */
  public static float sin(float x) {
    if (x == 0f) {
      return x; // The reduction would lose the sign of -0.
    }
    return reducible(x) ? shiftedSine(x, 0) : (float) StrictMath.sin(x);
  }

  /** The cosine of x in radians. */
  public static float cos(float x) {
    return reducible(x) ? shiftedSine(x, 1) : (float) StrictMath.cos(x);
  }

  /** Whether the reduction is exact, which it is only if products and sums are fused. */
  private static boolean reducible(float x) {
    return Fused.IN_HARDWARE && Math.abs(x) <= LARGEST;
  }

  /** {@code sin(x + quarters * pi/2)}. */
  private static float shiftedSine(float x, int quarters) {
    float shifted = fma(x, TWO_OVER_PI, ROUND);
    float n = shifted - ROUND;
    float r = fma(n, MINUS_HALF_PI_HI, x);
    r = fma(n, MINUS_HALF_PI_MID, r);
    r = fma(n, MINUS_HALF_PI_LO, r);
    float z = r * r;
    int turns = Float.floatToRawIntBits(shifted) + quarters;
    float y = (turns & 1) == 0 ? sine(r, z) : cosine(z);
    return (turns & 2) == 0 ? y : -y;
  }

  private static float sine(float r, float z) {
    float p = fma(SIN_2, z, SIN_1);
    p = fma(p, z, SIN_0);
    return fma(p, z * r, r);
  }

  private static float cosine(float z) {
    float q = fma(COS_3, z, COS_2);
    q = fma(q, z, COS_1);
    q = fma(q, z, COS_0);
    return fma(q, z, ONE);
  }
}
