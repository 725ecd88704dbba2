package dev.forja.kernel.vector;

import static dev.forja.kernel.vector.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * The exponential function, the logarithm, and what is built on them, by lane.
 *
 * <p>Each reduces its argument to a short interval and evaluates a polynomial there, whose
 * coefficients are minimax fits (Lawson's iteration, relative error) rounded to float; the error of
 * each fit before rounding is below 2^-25. What the whole function is good to, in units of the last
 * place, is asserted by the tests.
 */
final class Exponentials {
  /** 1.5 * 2^23: adding it rounds a float to an integer, which then stands in its low bits. */
  private static final int ROUND_BITS = 0x4B400000;

  /** ln 2 in two parts; the first has 15 bits, so a small integer times it is exact. */
  private static final FloatVector LN2_HI = constant(0.69314575f);

  private static final FloatVector LN2_LO = constant(1.4286068e-6f);
  private static final FloatVector MINUS_LN2_HI = LN2_HI.neg();
  private static final FloatVector MINUS_LN2_LO = LN2_LO.neg();
  private static final FloatVector LOG2_E = constant(1.442695f);
  private static final FloatVector ROUND = constant(12582912f);
  private static final FloatVector ONE = constant(1f);

  /** As {@link #ROUND}; the low bits then hold the integer plus the bias of an exponent. */
  private static final FloatVector ROUND_TO_BIASED = constant(12582912f + 127);

  /** e to this power counts as 0: {@code 2^n} has n = -127, whose bits are those of 0. */
  private static final float LOWEST = -88;

  private static final FloatVector MINUS_HALF = constant(-0.5f);

  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;
  private static final int BITS_OF_ROOT_HALF = 0x3F3504F3;

  private static final FloatVector EXP_4 = constant(0.0013814538f);
  private static final FloatVector EXP_3 = constant(0.008368745f);
  private static final FloatVector EXP_2 = constant(0.04166839f);
  private static final FloatVector EXP_1 = constant(0.16666521f);
  private static final FloatVector EXP_0 = constant(0.49999994f);

  private static final FloatVector LOG_8 = constant(0.06746601f);
  private static final FloatVector LOG_7 = constant(-0.11675641f);
  private static final FloatVector LOG_6 = constant(0.11888175f);
  private static final FloatVector LOG_5 = constant(-0.124055915f);
  private static final FloatVector LOG_4 = constant(0.14219551f);
  private static final FloatVector LOG_3 = constant(-0.16667996f);
  private static final FloatVector LOG_2 = constant(0.20002119f);
  private static final FloatVector LOG_1 = constant(-0.2500001f);
  private static final FloatVector LOG_0 = constant(0.33333313f);

  private static final FloatVector TANH_4 = constant(-0.0057049906f);
  private static final FloatVector TANH_3 = constant(0.02063909f);
  private static final FloatVector TANH_2 = constant(-0.053739715f);
  private static final FloatVector TANH_1 = constant(0.13331442f);
  private static final FloatVector TANH_0 = constant(-0.3333328f);

  private static final FloatVector ERF_LARGE_6 = constant(-1.123147e-5f);
  private static final FloatVector ERF_LARGE_5 = constant(3.2280543e-4f);
  private static final FloatVector ERF_LARGE_4 = constant(-0.0036424652f);
  private static final FloatVector ERF_LARGE_3 = constant(0.023762075f);
  private static final FloatVector ERF_LARGE_2 = constant(-0.10623689f);
  private static final FloatVector ERF_LARGE_1 = constant(-0.6351513f);
  private static final FloatVector ERF_LARGE_0 = constant(-1.1286485f);

  private static final FloatVector ERF_SMALL_6 = constant(8.316925e-5f);
  private static final FloatVector ERF_SMALL_5 = constant(-8.130055e-4f);
  private static final FloatVector ERF_SMALL_4 = constant(0.005199911f);
  private static final FloatVector ERF_SMALL_3 = constant(-0.026858944f);
  private static final FloatVector ERF_SMALL_2 = constant(0.112836875f);
  private static final FloatVector ERF_SMALL_1 = constant(-0.37612632f);
  private static final FloatVector ERF_SMALL_0 = constant(0.12837917f);

  private Exponentials() {}

  /** {@code e^x = 2^n e^r} with n an integer and {@code |r| <= ln 2 / 2}. */
  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUND);
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(MINUS_LN2_HI, x);
    r = n.fma(MINUS_LN2_LO, r);

    FloatVector q = EXP_4.fma(r, EXP_3);
    q = q.fma(r, EXP_2);
    q = q.fma(r, EXP_1);
    q = q.fma(r, EXP_0);
    FloatVector p = q.fma(r.mul(r), r).add(1f);

    // 2^n in two factors: one alone cannot reach 2^128 or the denormals.
    IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = power.lanewise(ASHR, 1);
    FloatVector y = p.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
    y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, 89f));
    return y.blend(0f, x.compare(LT, -104f));
  }

  /**
   * {@code e^x} for x up to 0, or NaN, as softmax needs it: one factor {@code 2^n} will do, so this
   * is a third shorter. 0 below 2^-126.
   */
  static FloatVector expUpToZero(FloatVector argument) {
    FloatVector x = argument.blend(LOWEST, argument.compare(LT, LOWEST));
    FloatVector shifted = x.fma(LOG2_E, ROUND_TO_BIASED);
    FloatVector n = shifted.sub(ROUND_TO_BIASED);
    FloatVector r = n.fma(MINUS_LN2_HI, x);
    r = n.fma(MINUS_LN2_LO, r);

    FloatVector q = EXP_4.fma(r, EXP_3);
    q = q.fma(r, EXP_2);
    q = q.fma(r, EXP_1);
    q = q.fma(r, EXP_0);
    FloatVector p = q.fma(r.mul(r), r).add(1f);
    return p.mul(shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS).reinterpretAsFloats());
  }

  /** {@code ln x = e ln 2 + ln(1 + f)} with {@code sqrt(1/2) <= 1 + f < sqrt(2)}. */
  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), denormal).reinterpretAsInts();
    IntVector exponent = bits.sub(BITS_OF_ROOT_HALF).lanewise(ASHR, MANTISSA_BITS);
    FloatVector f = bits.sub(exponent.lanewise(LSHL, MANTISSA_BITS)).reinterpretAsFloats().sub(1f);
    FloatVector e = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    e = e.blend(e.sub(MANTISSA_BITS), denormal);

    FloatVector p = LOG_8.fma(f, LOG_7);
    p = p.fma(f, LOG_6);
    p = p.fma(f, LOG_5);
    p = p.fma(f, LOG_4);
    p = p.fma(f, LOG_3);
    p = p.fma(f, LOG_2);
    p = p.fma(f, LOG_1);
    p = p.fma(f, LOG_0);
    FloatVector square = f.mul(f);
    FloatVector low = e.fma(LN2_LO, p.mul(square.mul(f)));
    low = square.fma(MINUS_HALF, low);
    FloatVector y = e.fma(LN2_HI, f.add(low));

    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NaN, x.compare(GE, 0f).not());
    return y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
  }

  /** A polynomial near 0, where {@code 1 - 2 / (e^2|x| + 1)} would cancel; that elsewhere. */
  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector large = ONE.sub(ONE.add(ONE).div(exp(size.add(size)).add(1f)));

    FloatVector z = x.mul(x);
    FloatVector p = TANH_4.fma(z, TANH_3);
    p = p.fma(z, TANH_2);
    p = p.fma(z, TANH_1);
    p = p.fma(z, TANH_0);
    FloatVector small = p.fma(z.mul(x), x);

    FloatVector signed = large.blend(large.neg(), x.compare(LT, 0f));
    return signed.blend(small, size.compare(LT, 0.625f));
  }

  /** {@code 1 / (1 + e^-|x|)}, and for negative x {@code e^-|x|} times that. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector numerator = ONE.blend(e, x.compare(LT, 0f));
    return numerator.div(e.add(1f));
  }

  /** A polynomial below 0.92; from there {@code 1 - e^(t Q(t))}, Q fitted to ln(erfc t) / t. */
  static FloatVector erf(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector t = size.blend(4f, size.compare(GT, 4f));
    FloatVector q = ERF_LARGE_6.fma(t, ERF_LARGE_5);
    q = q.fma(t, ERF_LARGE_4);
    q = q.fma(t, ERF_LARGE_3);
    q = q.fma(t, ERF_LARGE_2);
    q = q.fma(t, ERF_LARGE_1);
    q = q.fma(t, ERF_LARGE_0);
    FloatVector large = ONE.sub(exp(q.mul(t)));

    FloatVector z = x.mul(x);
    FloatVector p = ERF_SMALL_6.fma(z, ERF_SMALL_5);
    p = p.fma(z, ERF_SMALL_4);
    p = p.fma(z, ERF_SMALL_3);
    p = p.fma(z, ERF_SMALL_2);
    p = p.fma(z, ERF_SMALL_1);
    p = p.fma(z, ERF_SMALL_0);
    FloatVector small = p.fma(x, x);

    FloatVector signed = large.blend(large.neg(), x.compare(LT, 0f));
    return signed.blend(small, size.compare(LT, 0.92f));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(EXPONENT_BIAS).lanewise(LSHL, MANTISSA_BITS).reinterpretAsFloats();
  }

  private static FloatVector constant(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
