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
  private static final float ROUND = 12582912f;

  private static final int ROUND_BITS = 0x4B400000;

  /** ln 2 in two parts; the first has 15 bits, so a small integer times it is exact. */
  private static final float LN2_HI = 0.69314575f;

  private static final float LN2_LO = 1.4286068e-6f;

  private static final float LOG2_E = 1.442695f;

  private static final int EXPONENT_BIAS = 127;
  private static final int MANTISSA_BITS = 23;
  private static final int BITS_OF_ROOT_HALF = 0x3F3504F3;

  private Exponentials() {}

  /** {@code e^x = 2^n e^r} with n an integer and {@code |r| <= ln 2 / 2}. */
  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(constant(LOG2_E), constant(ROUND));
    FloatVector n = shifted.sub(ROUND);
    FloatVector r = n.fma(constant(-LN2_HI), x);
    r = n.fma(constant(-LN2_LO), r);

    FloatVector q = constant(0.0013814538f);
    q = q.fma(r, constant(0.008368745f));
    q = q.fma(r, constant(0.04166839f));
    q = q.fma(r, constant(0.16666521f));
    q = q.fma(r, constant(0.49999994f));
    FloatVector p = q.fma(r.mul(r), r).add(1f);

    // 2^n in two factors: one alone cannot reach 2^128 or the denormals.
    IntVector power = shifted.reinterpretAsInts().sub(ROUND_BITS);
    IntVector half = power.lanewise(ASHR, 1);
    FloatVector y = p.mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
    y = y.blend(Float.POSITIVE_INFINITY, x.compare(GT, 89f));
    return y.blend(0f, x.compare(LT, -104f));
  }

  /** {@code ln x = e ln 2 + ln(1 + f)} with {@code sqrt(1/2) <= 1 + f < sqrt(2)}. */
  static FloatVector log(FloatVector x) {
    VectorMask<Float> denormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), denormal).reinterpretAsInts();
    IntVector exponent = bits.sub(BITS_OF_ROOT_HALF).lanewise(ASHR, MANTISSA_BITS);
    FloatVector f = bits.sub(exponent.lanewise(LSHL, MANTISSA_BITS)).reinterpretAsFloats().sub(1f);
    FloatVector e = exponent.add(ROUND_BITS).reinterpretAsFloats().sub(ROUND);
    e = e.blend(e.sub(MANTISSA_BITS), denormal);

    FloatVector p = constant(0.06746601f);
    p = p.fma(f, constant(-0.11675641f));
    p = p.fma(f, constant(0.11888175f));
    p = p.fma(f, constant(-0.124055915f));
    p = p.fma(f, constant(0.14219551f));
    p = p.fma(f, constant(-0.16667996f));
    p = p.fma(f, constant(0.20002119f));
    p = p.fma(f, constant(-0.2500001f));
    p = p.fma(f, constant(0.33333313f));
    FloatVector square = f.mul(f);
    FloatVector low = e.fma(constant(LN2_LO), p.mul(square.mul(f)));
    low = square.fma(constant(-0.5f), low);
    FloatVector y = e.fma(constant(LN2_HI), f.add(low));

    y = y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NaN, x.compare(GE, 0f).not());
    return y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
  }

  /** A polynomial near 0, where {@code 1 - 2 / (e^2|x| + 1)} would cancel; that elsewhere. */
  static FloatVector tanh(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector large = constant(1f).sub(constant(2f).div(exp(size.add(size)).add(1f)));

    FloatVector z = x.mul(x);
    FloatVector p = constant(-0.0057049906f);
    p = p.fma(z, constant(0.02063909f));
    p = p.fma(z, constant(-0.053739715f));
    p = p.fma(z, constant(0.13331442f));
    p = p.fma(z, constant(-0.3333328f));
    FloatVector small = p.fma(z.mul(x), x);

    FloatVector signed = large.blend(large.neg(), x.compare(LT, 0f));
    return signed.blend(small, size.compare(LT, 0.625f));
  }

  /** {@code 1 / (1 + e^-|x|)}, and for negative x {@code e^-|x|} times that. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector numerator = constant(1f).blend(e, x.compare(LT, 0f));
    return numerator.div(e.add(1f));
  }

  /** A polynomial below 0.92; from there {@code 1 - e^(t Q(t))}, Q fitted to ln(erfc t) / t. */
  static FloatVector erf(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector t = size.blend(4f, size.compare(GT, 4f));
    FloatVector q = constant(-1.123147e-5f);
    q = q.fma(t, constant(3.2280543e-4f));
    q = q.fma(t, constant(-0.0036424652f));
    q = q.fma(t, constant(0.023762075f));
    q = q.fma(t, constant(-0.10623689f));
    q = q.fma(t, constant(-0.6351513f));
    q = q.fma(t, constant(-1.1286485f));
    FloatVector large = constant(1f).sub(exp(q.mul(t)));

    FloatVector z = x.mul(x);
    FloatVector p = constant(8.316925e-5f);
    p = p.fma(z, constant(-8.130055e-4f));
    p = p.fma(z, constant(0.005199911f));
    p = p.fma(z, constant(-0.026858944f));
    p = p.fma(z, constant(0.112836875f));
    p = p.fma(z, constant(-0.37612632f));
    p = p.fma(z, constant(0.12837917f));
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
