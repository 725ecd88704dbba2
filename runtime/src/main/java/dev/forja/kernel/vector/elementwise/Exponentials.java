package dev.forja.kernel.vector.elementwise;

import static dev.forja.kernel.arithmetic.Exponential.*;
import static dev.forja.kernel.arithmetic.Logarithm.*;
import static dev.forja.kernel.arithmetic.Sigmoid.*;
import static dev.forja.kernel.vector.base.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.OR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The exponential function, the logarithm and the functions based on them, lane by lane.
 *
 * <p>Each function reduces its argument to a short interval and evaluates a polynomial there, whose
 * coefficients are minimax fits (Lawson's iteration, relative error) rounded to float; the error of
 * each fit before rounding is below 2^-25. The tests assert the error of each function as a whole,
 * in units in the last place.
 */
public final class Exponentials {

  private static final int SIGN = 0x80000000;

  private Exponentials() {}

  /** {@code e^x}: infinity above 2^128, denormals below 2^-126. */
  static FloatVector exp(FloatVector x) {
    return expBelow(x).blend(Float.POSITIVE_INFINITY, x.compare(GT, 89f));
  }

  /**
   * {@code e^x = 2^n e^r}, with n an integer and {@code |r| <= ln 2 / 2}, for x up to 88, or NaN.
   * {@code 2^n} is split into two factors, because a single one cannot represent denormals or
   * 2^128.
   */
  static FloatVector expBelow(FloatVector x) {
    FloatVector shifted = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_TO_TWICE));
    FloatVector n = shifted.sub(broadcast(SPECIES, ROUND_TO_TWICE));
    FloatVector r = n.fma(broadcast(SPECIES, -LN2_HI), x);
    r = n.fma(broadcast(SPECIES, -LN2_LO), r);
    IntVector both = shifted.reinterpretAsInts();
    IntVector half = both.lanewise(LSHR, 1);
    FloatVector y = ofRest(r).mul(powerOfTwo(half)).mul(powerOfTwo(both.sub(half)));
    return y.blend(0f, x.compare(LT, -104f));
  }

  /** {@code e^x} for x up to 0, or NaN, as softmax needs it: 0 below 2^-126. */
  public static FloatVector expUpToZero(FloatVector x) {
    return expWithin(x.blend(LOWEST, x.compare(LT, LOWEST)));
  }

  /**
   * {@code e^x} for x from {@link dev.forja.kernel.arithmetic.Exponential#LOWEST} to 88, or NaN: a
   * single factor {@code 2^n} suffices.
   */
  static FloatVector expWithin(FloatVector x) {
    FloatVector shifted = x.fma(broadcast(SPECIES, LOG2_E), broadcast(SPECIES, ROUND_TO_BIASED));
    FloatVector n = shifted.sub(broadcast(SPECIES, ROUND_TO_BIASED));
    FloatVector r = n.fma(broadcast(SPECIES, -LN2_HI), x);
    r = n.fma(broadcast(SPECIES, -LN2_LO), r);
    return ofRest(r).mul(powerOfTwo(shifted.reinterpretAsInts()));
  }

  /** {@code e^r = 1 + r + r^2 q(r)} for {@code |r| <= ln 2 / 2}. */
  private static FloatVector ofRest(FloatVector r) {
    FloatVector q = broadcast(SPECIES, EXP_4).fma(r, broadcast(SPECIES, EXP_3));
    q = q.fma(r, broadcast(SPECIES, EXP_2));
    q = q.fma(r, broadcast(SPECIES, EXP_1));
    q = q.fma(r, broadcast(SPECIES, EXP_0));
    return q.fma(r.mul(r), r).add(1f);
  }

  /** {@code 2^n}, where the low 8 bits are n and the bias of an exponent. */
  static FloatVector powerOfTwo(IntVector biased) {
    return biased.lanewise(LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  /** {@code ln x = e ln 2 + ln(1 + f)} with {@code sqrt(1/2) <= 1 + f < sqrt(2)}. */
  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), denormal).reinterpretAsInts();
    IntVector exponent = bits.sub(BITS_OF_ROOT_HALF).lanewise(ASHR, MANTISSA_BITS);
    FloatVector f = bits.sub(exponent.lanewise(LSHL, MANTISSA_BITS)).reinterpretAsFloats().sub(1f);
    FloatVector e = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    e = e.blend(e.sub(MANTISSA_BITS), denormal);

    FloatVector square = f.mul(f);
    FloatVector low = e.fma(broadcast(SPECIES, LN2_LO), logSeries(f).mul(square.mul(f)));
    low = square.fma(broadcast(SPECIES, -0.5f), low);
    FloatVector y = e.fma(broadcast(SPECIES, LN2_HI), f.add(low));

    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NaN, x.compare(GE, 0f).not());
    return y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
  }

  /** {@code (ln(1 + f) - f + f^2 / 2) / f^3}. */
  private static FloatVector logSeries(FloatVector f) {
    FloatVector p = broadcast(SPECIES, LOG_8).fma(f, broadcast(SPECIES, LOG_7));
    p = p.fma(f, broadcast(SPECIES, LOG_6));
    p = p.fma(f, broadcast(SPECIES, LOG_5));
    p = p.fma(f, broadcast(SPECIES, LOG_4));
    p = p.fma(f, broadcast(SPECIES, LOG_3));
    p = p.fma(f, broadcast(SPECIES, LOG_2));
    p = p.fma(f, broadcast(SPECIES, LOG_1));
    return p.fma(f, broadcast(SPECIES, LOG_0));
  }

  /**
   * {@code 1 - 2 / (e^2|x| + 1)}, and a polynomial near 0, where that formula suffers from
   * cancellation. From 10 on the result rounds to 1.
   */
  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector t = size.blend(10f, size.compare(GT, 10f));
    FloatVector two = broadcast(SPECIES, 2f);
    FloatVector large = broadcast(SPECIES, 1f).sub(two.div(expWithin(t.add(t)).add(1f)));

    FloatVector z = x.mul(x);
    FloatVector p = broadcast(SPECIES, TANH_4).fma(z, broadcast(SPECIES, TANH_3));
    p = p.fma(z, broadcast(SPECIES, TANH_2));
    p = p.fma(z, broadcast(SPECIES, TANH_1));
    p = p.fma(z, broadcast(SPECIES, TANH_0));
    FloatVector small = p.fma(z.mul(x), x);
    // Restores the sign, because the sum of -0 and a product that is 0 would be 0. Written out: C2
    // inlines no more calls of ours this late in a method, only those of the Vector API.
    FloatVector result = large.blend(small.abs(), size.compare(LT, 0.625f));
    IntVector sign = x.reinterpretAsInts().lanewise(AND, SIGN);
    return result.reinterpretAsInts().lanewise(OR, sign).reinterpretAsFloats();
  }

  /** {@code 1 / (1 + e^-|x|)}, and for negative x {@code e^-|x|} times that. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expBelow(x.abs().neg());
    FloatVector numerator = broadcast(SPECIES, 1f).blend(e, x.compare(LT, 0f));
    return numerator.div(e.add(1f));
  }

  /** A magnitude of 0 or more, or NaN, with the sign of x. */
  static FloatVector withSign(FloatVector size, FloatVector x) {
    IntVector sign = x.reinterpretAsInts().lanewise(AND, SIGN);
    return size.reinterpretAsInts().lanewise(OR, sign).reinterpretAsFloats();
  }
}
