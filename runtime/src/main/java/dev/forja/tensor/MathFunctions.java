package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.IntegerKind;
import dev.forja.op.IntegerOp;
import dev.forja.op.MathKind;
import dev.forja.op.MathOp;
import dev.forja.op.PairKind;
import dev.forja.op.PairOp;
import dev.forja.op.PolygammaOp;
import dev.forja.op.Rounding;
import dev.forja.spi.ShapeRule;

/**
 * Mathematical functions, element by element, beyond {@link Arithmetic}: rounding, logarithms,
 * angles, the gamma and error functions, and functions of two tensors, which broadcast. Results are
 * float32, except where integers stay integers. Any thread may call these methods; see {@link
 * Tensor}.
 */
public sealed interface MathFunctions permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private Tensor math(MathKind kind) {
    return Tensor.apply(new MathOp(kind), self().to(DType.F32));
  }

  /** Rounding leaves integers as they are. */
  private Tensor rounded(MathKind kind) {
    return self().dtype().isFloat() ? math(kind) : self();
  }

  private Tensor pair(PairKind kind, Tensor other) {
    return Tensor.apply(new PairOp(kind), self().to(DType.F32), other.to(DType.F32));
  }

  /** A function of integers, in the type that they are promoted to. */
  private Tensor integers(IntegerKind kind, Tensor other) {
    Tensor result = Tensor.apply(new IntegerOp(kind), self().to(DType.I64), other.to(DType.I64));
    return result.to(Promotion.integers(self().dtype(), other.dtype()));
  }

  private Tensor rest(PairKind floats, IntegerKind integers, Tensor other) {
    return self().dtype().isFloat() || other.dtype().isFloat()
        ? pair(floats, other)
        : integers(integers, other);
  }

  /** A number as a tensor, an integer if this holds integers and the number is one. */
  private Tensor number(double value) {
    boolean whole = !self().dtype().isFloat() && Promotion.isWhole(value);
    DType type = self().dtype() == DType.BOOL ? DType.I64 : self().dtype();
    return whole ? Tensor.scalarLong((long) value).to(type) : Tensor.scalar(value);
  }

  /** The largest integers that are not above the elements. Integers stay as they are. */
  @ShapeRule("same(this)")
  default Tensor floor() {
    return rounded(MathKind.FLOOR);
  }

  /** The smallest integers that are not below the elements. Integers stay as they are. */
  @ShapeRule("same(this)")
  default Tensor ceil() {
    return rounded(MathKind.CEIL);
  }

  /** The nearest integers, the even one of two. Integers stay as they are. */
  @ShapeRule("same(this)")
  default Tensor round() {
    return rounded(MathKind.ROUND);
  }

  /** The elements without their fractions. Integers stay as they are. */
  @ShapeRule("same(this)")
  default Tensor trunc() {
    return rounded(MathKind.TRUNC);
  }

  /**
   * Rounded to a number of decimals, to the even one of two; negative numbers round to tens,
   * hundreds and so on.
   */
  @ShapeRule("same(this)")
  default Tensor round(int decimals) {
    if (!self().dtype().isFloat() || decimals == 0) {
      return round();
    }
    double power = StrictMath.pow(10, Math.abs(decimals));
    return decimals > 0
        ? self().mul(power).round().div(power)
        : self().div(power).round().mul(power);
  }

  /** The fractions, with the signs of the elements. */
  @ShapeRule("same(this)")
  default Tensor frac() {
    return math(MathKind.FRAC);
  }

  /** The signs: -1, 0 or 1. Integers stay integers; a truth value is its own sign. */
  @ShapeRule("same(this)")
  default Tensor sign() {
    if (self().dtype() == DType.BOOL) {
      return self();
    }
    return self().dtype().isFloat() ? math(MathKind.SIGN) : self().clamp(-1, 1).to(self().dtype());
  }

  /** {@code ln(1 + this)}, accurate near 0. */
  @ShapeRule("same(this)")
  default Tensor log1p() {
    return math(MathKind.LOG1P);
  }

  /** {@code e^this - 1}, accurate near 0. */
  @ShapeRule("same(this)")
  default Tensor expm1() {
    return math(MathKind.EXPM1);
  }

  /** The logarithm to base 2. */
  @ShapeRule("same(this)")
  default Tensor log2() {
    return math(MathKind.LOG2);
  }

  /** The logarithm to base 10. */
  @ShapeRule("same(this)")
  default Tensor log10() {
    return math(MathKind.LOG10);
  }

  /** {@code 2^this}. */
  @ShapeRule("same(this)")
  default Tensor exp2() {
    return math(MathKind.EXP2);
  }

  /** The tangent. */
  @ShapeRule("same(this)")
  default Tensor tan() {
    return math(MathKind.TAN);
  }

  /** The inverse of the sine. */
  @ShapeRule("same(this)")
  default Tensor asin() {
    return math(MathKind.ASIN);
  }

  /** The inverse of the cosine. */
  @ShapeRule("same(this)")
  default Tensor acos() {
    return math(MathKind.ACOS);
  }

  /** The inverse of the tangent. */
  @ShapeRule("same(this)")
  default Tensor atan() {
    return math(MathKind.ATAN);
  }

  /** The hyperbolic sine. */
  @ShapeRule("same(this)")
  default Tensor sinh() {
    return math(MathKind.SINH);
  }

  /** The hyperbolic cosine. */
  @ShapeRule("same(this)")
  default Tensor cosh() {
    return math(MathKind.COSH);
  }

  /** The inverse of the hyperbolic sine. */
  @ShapeRule("same(this)")
  default Tensor asinh() {
    return math(MathKind.ASINH);
  }

  /** The inverse of the hyperbolic cosine. */
  @ShapeRule("same(this)")
  default Tensor acosh() {
    return math(MathKind.ACOSH);
  }

  /** The inverse of the hyperbolic tangent. */
  @ShapeRule("same(this)")
  default Tensor atanh() {
    return math(MathKind.ATANH);
  }

  /** {@code 1 - erf(this)}, accurate where that is small. */
  @ShapeRule("same(this)")
  default Tensor erfc() {
    return math(MathKind.ERFC);
  }

  /** The inverse of the error function. */
  @ShapeRule("same(this)")
  default Tensor erfinv() {
    return math(MathKind.ERFINV);
  }

  /** The logarithm of the magnitude of the gamma function. */
  @ShapeRule("same(this)")
  default Tensor lgamma() {
    return math(MathKind.LGAMMA);
  }

  /** The modified Bessel function of the first kind and order 0. */
  @ShapeRule("same(this)")
  default Tensor i0() {
    return math(MathKind.I0);
  }

  /** {@code sin(pi x) / (pi x)}; 1 at 0. */
  @ShapeRule("same(this)")
  default Tensor sinc() {
    return math(MathKind.SINC);
  }

  /** {@code ln(x / (1 - x))}, the inverse of the sigmoid. */
  @ShapeRule("same(this)")
  default Tensor logit() {
    return math(MathKind.LOGIT);
  }

  /** The {@link #logit()} of the elements clamped to eps and {@code 1 - eps}. */
  @ShapeRule("same(this)")
  default Tensor logit(double eps) {
    return ((MathFunctions) self().clamp(eps, 1 - (float) eps)).logit();
  }

  /** The derivative of {@link #lgamma}. */
  @ShapeRule("same(this)")
  default Tensor digamma() {
    return polygamma(0);
  }

  /** The n-th derivative of {@link #digamma}. */
  @ShapeRule("same(this)")
  default Tensor polygamma(int n) {
    return Tensor.apply(new PolygammaOp(n), self().to(DType.F32));
  }

  /**
   * The logarithm of the multivariate gamma function of dimension p, from 1 to 10,000, which is the
   * number of functions of one number that it adds.
   */
  @ShapeRule("same(this)")
  default Tensor mvlgamma(int p) {
    if (p < 1 || p > 10_000) {
      throw new IllegalArgumentException("mvlgamma: dimension " + p + ": expected 1 to 10,000");
    }
    Tensor sum = Tensor.scalar(p * (p - 1) / 4.0 * StrictMath.log(StrictMath.PI));
    for (int j = 0; j < p; j++) {
      sum = sum.add(self().sub(j / 2.0).lgamma());
    }
    return sum;
  }

  /** Degrees as radians. */
  @ShapeRule("same(this)")
  default Tensor deg2rad() {
    return self().mul(StrictMath.PI / 180);
  }

  /** Radians as degrees. */
  @ShapeRule("same(this)")
  default Tensor rad2deg() {
    return self().mul(180 / StrictMath.PI);
  }

  /** 0 in place of NaN, and the largest and smallest floats in place of the infinities. */
  @ShapeRule("same(this)")
  default Tensor nanToNum() {
    return nanToNum(0, Float.MAX_VALUE, -Float.MAX_VALUE);
  }

  /** These values in place of NaN, infinity and minus infinity. Integers stay as they are. */
  @ShapeRule("same(this)")
  default Tensor nanToNum(double nan, double above, double below) {
    Tensor self = self();
    if (!self.dtype().isFloat()) {
      return self;
    }
    Tensor numbers = self.maskedFill(self.isnan(), nan);
    return numbers.maskedFill(self.isposinf(), above).maskedFill(self.isneginf(), below);
  }

  /** The angles of the points (other, this), in radians. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor atan2(Tensor other) {
    return pair(PairKind.ATAN2, other);
  }

  /** {@code sqrt(this^2 + other^2)}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor hypot(Tensor other) {
    return pair(PairKind.HYPOT, other);
  }

  /** The magnitudes of this with the signs of other. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor copysign(Tensor other) {
    return pair(PairKind.COPYSIGN, other);
  }

  /** The larger of two elements; the other one if one is NaN. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor fmax(Tensor other) {
    return pair(PairKind.FMAX, other);
  }

  /** The smaller of two elements; the other one if one is NaN. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor fmin(Tensor other) {
    return pair(PairKind.FMIN, other);
  }

  /** {@code ln(e^this + e^other)}, exact where that overflows. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor logaddexp(Tensor other) {
    return pair(PairKind.LOGADDEXP, other);
  }

  /** {@code log2(2^this + 2^other)}, exact where that overflows. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor logaddexp2(Tensor other) {
    return pair(PairKind.LOGADDEXP2, other);
  }

  /** {@code this ln(other)}; 0 where this is 0. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor xlogy(Tensor other) {
    return pair(PairKind.XLOGY, other);
  }

  /** The floats next to this in the direction of other. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor nextafter(Tensor other) {
    return pair(PairKind.NEXTAFTER, other);
  }

  /** 0 for negative elements, 1 for positive ones, other for zeros. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor heaviside(Tensor other) {
    return pair(PairKind.HEAVISIDE, other);
  }

  /**
   * The regularised lower incomplete gamma function of this and other; a gradient for other only.
   */
  @ShapeRule("broadcast(this, $0)")
  default Tensor igamma(Tensor other) {
    return pair(PairKind.IGAMMA, other);
  }

  /**
   * The regularised upper incomplete gamma function of this and other; a gradient for other only.
   */
  @ShapeRule("broadcast(this, $0)")
  default Tensor igammac(Tensor other) {
    return pair(PairKind.IGAMMAC, other);
  }

  /** The magnitudes of this with the sign of a number. */
  @ShapeRule("same(this)")
  default Tensor copysign(double value) {
    return pair(PairKind.COPYSIGN, Tensor.scalar(value));
  }

  /** The rests of {@code this / other} with the signs of this. Integers stay integers. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor fmod(Tensor other) {
    return rest(PairKind.FMOD, IntegerKind.FMOD, other);
  }

  /** The rests of {@code this / value} with the signs of this. Integers stay integers. */
  @ShapeRule("same(this)")
  default Tensor fmod(double value) {
    return fmod(number(value));
  }

  /**
   * The rests of {@code this / other} with the signs of other, as in Python. Integers stay
   * integers.
   */
  @ShapeRule("broadcast(this, $0)")
  default Tensor remainder(Tensor other) {
    return rest(PairKind.REMAINDER, IntegerKind.REMAINDER, other);
  }

  /**
   * The rests of {@code this / value} with the sign of the value, as in Python. Integers stay
   * integers.
   */
  @ShapeRule("same(this)")
  default Tensor remainder(double value) {
    return remainder(number(value));
  }

  /** {@code this / other}, rounded down. Integers stay integers. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor floorDivide(Tensor other) {
    return self().div(other, Rounding.FLOOR);
  }

  /** {@code this / value}, rounded down. Integers stay integers. */
  @ShapeRule("same(this)")
  default Tensor floorDivide(double value) {
    return self().div(value, Rounding.FLOOR);
  }

  /** The greatest common divisors of integers. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor gcd(Tensor other) {
    return integers(IntegerKind.GCD, other);
  }

  /** The least common multiples of integers. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor lcm(Tensor other) {
    return integers(IntegerKind.LCM, other);
  }

  /** {@code this 2^other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor ldexp(Tensor other) {
    return self().mul(((MathFunctions) other.to(DType.F32)).exp2());
  }

  /** The way from this to an end, in parts of it: {@code this + weight (end - this)}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor lerp(Tensor end, double weight) {
    Tensor way = end.sub(self());
    return Math.abs(weight) < 0.5
        ? self().add(way.mul(weight))
        : end.sub(way.mul(1 - (float) weight));
  }

  /** As {@link #lerp(Tensor, double)}, with a weight for each element. */
  @ShapeRule("broadcast(this, $0, $1)")
  default Tensor lerp(Tensor end, Tensor weight) {
    Tensor way = end.sub(self());
    Tensor near = self().add(weight.mul(way));
    return Tensor.where(weight.abs().lt(0.5), near, end.sub(way.mul(weight.rsub(1))));
  }

  /** {@code this + value first second}. */
  @ShapeRule("broadcast(this, $0, $1)")
  default Tensor addcmul(Tensor first, Tensor second, double value) {
    return self().add(value == 1 ? first.mul(second) : first.mul(value).mul(second));
  }

  /** {@code this + value first / second}. */
  @ShapeRule("broadcast(this, $0, $1)")
  default Tensor addcdiv(Tensor first, Tensor second, double value) {
    return self().add(value == 1 ? first.div(second) : first.mul(value).div(second));
  }
}
