package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.BinaryKind;
import dev.forja.op.BinaryOp;
import dev.forja.op.CastOp;
import dev.forja.op.ClampOp;
import dev.forja.op.PowOp;
import dev.forja.op.PowScalarOp;
import dev.forja.op.RoundedDivOp;
import dev.forja.op.Rounding;
import dev.forja.op.ScalarOp;
import dev.forja.op.UnaryKind;
import dev.forja.op.UnaryOp;
import dev.forja.spi.ShapeRule;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic, element by element. Two tensors broadcast to a common shape as in NumPy. Two types
 * are promoted to the wider one: floats are computed as float32, integers as int64 and then given
 * the wider of their types; two booleans give booleans, with addition as or and multiplication as
 * and. {@code div} is always float32.
 *
 * <p>Any thread may call these methods; see {@link Tensor}.
 */
public sealed interface Arithmetic permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private Tensor unary(UnaryKind f) {
    return Tensor.apply(new UnaryOp(f), self().to(DType.F32));
  }

  private Tensor binary(BinaryKind f, Tensor other) {
    DType type = f == BinaryKind.DIV ? DType.F32 : Promotion.of(self(), other);
    Tensor result = Tensor.apply(new BinaryOp(f), self().to(type), other.to(type));
    if (type != DType.I64) {
      return result;
    }
    DType narrow = Promotion.integers(self().dtype(), other.dtype());
    return narrow == DType.BOOL && f == BinaryKind.SUB ? result : result.to(narrow);
  }

  /** Whether this holds integers and {@code value} is an integer within int64 too. */
  private boolean whole(double value) {
    return !self().dtype().isFloat() && Promotion.isWhole(value);
  }

  private Tensor scalar(BinaryKind f, double value, boolean reversed) {
    if (f != BinaryKind.DIV && whole(value)) {
      DType type = self().dtype() == DType.BOOL ? DType.I64 : self().dtype();
      Tensor whole = Tensor.scalarLong((long) value).to(type);
      return reversed ? ((Arithmetic) whole).binary(f, self()) : binary(f, whole);
    }
    return Tensor.apply(new ScalarOp(f, (float) value, reversed), self().to(DType.F32));
  }

  /** {@code this + other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor add(Tensor other) {
    return binary(BinaryKind.ADD, other);
  }

  /** {@code this + value}. */
  @ShapeRule("same(this)")
  default Tensor add(double value) {
    return scalar(BinaryKind.ADD, value, false);
  }

  /** {@code this - other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor sub(Tensor other) {
    return binary(BinaryKind.SUB, other);
  }

  /** {@code this - value}. */
  @ShapeRule("same(this)")
  default Tensor sub(double value) {
    return scalar(BinaryKind.SUB, value, false);
  }

  /** {@code value - this}. */
  @ShapeRule("same(this)")
  default Tensor rsub(double value) {
    return scalar(BinaryKind.SUB, value, true);
  }

  /** {@code this * other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor mul(Tensor other) {
    return binary(BinaryKind.MUL, other);
  }

  /** {@code this * value}. */
  @ShapeRule("same(this)")
  default Tensor mul(double value) {
    return scalar(BinaryKind.MUL, value, false);
  }

  /** {@code this / other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor div(Tensor other) {
    return binary(BinaryKind.DIV, other);
  }

  /**
   * {@code this / other}, rounded to integers; integers stay integers. See {@link RoundedDivOp}.
   */
  @ShapeRule("broadcast(this, $0)")
  default Tensor div(Tensor other, Rounding rounding) {
    DType type = Promotion.of(self(), other);
    Tensor result = Tensor.apply(new RoundedDivOp(rounding), self().to(type), other.to(type));
    DType narrow = Promotion.integers(self().dtype(), other.dtype());
    return type == DType.F32 || narrow == DType.BOOL ? result : result.to(narrow);
  }

  /**
   * {@code this / value}, rounded to integers; integers stay integers if the value is an integer.
   */
  @ShapeRule("same(this)")
  default Tensor div(double value, Rounding rounding) {
    DType type = self().dtype() == DType.BOOL ? DType.I64 : self().dtype();
    Tensor other = whole(value) ? Tensor.scalarLong((long) value).to(type) : Tensor.scalar(value);
    return div(other, rounding);
  }

  /** {@code this / value}. */
  @ShapeRule("same(this)")
  default Tensor div(double value) {
    return scalar(BinaryKind.DIV, value, false);
  }

  /** {@code 1 / this}. */
  @ShapeRule("same(this)")
  default Tensor reciprocal() {
    return scalar(BinaryKind.DIV, 1, true);
  }

  /** The larger of two elements; NaN if either is. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor maximum(Tensor other) {
    return binary(BinaryKind.MAX, other);
  }

  /** The smaller of two elements; NaN if either is. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor minimum(Tensor other) {
    return binary(BinaryKind.MIN, other);
  }

  /** {@code min(max(this, least), most)}. */
  @ShapeRule("same(this)")
  default Tensor clamp(double least, double most) {
    boolean above = whole(least) || least == Double.NEGATIVE_INFINITY;
    boolean below = whole(most) || most == Double.POSITIVE_INFINITY;
    if (!self().dtype().isFloat() && above && below) {
      Tensor raised = Double.isInfinite(least) ? self() : scalar(BinaryKind.MAX, least, false);
      return Double.isInfinite(most)
          ? raised
          : ((Arithmetic) raised).scalar(BinaryKind.MIN, most, false);
    }
    return Tensor.apply(new ClampOp((float) least, (float) most), self().to(DType.F32));
  }

  /**
   * {@code min(max(this, least), most)}; both broadcast, and may be null for no bound; NaN if any
   * of the three is NaN. The gradient goes to the operand that was chosen, but to none where the
   * result is NaN, or where two equal bounds are above this. Equivalent to {@code torch.clamp}.
   */
  @ShapeRule("broadcast(this, $0, $1)")
  default Tensor clamp(@Nullable Tensor least, @Nullable Tensor most) {
    Tensor self = self();
    if (least == null || most == null) {
      Tensor bound = least == null ? most : least;
      if (bound == null) {
        return self;
      }
      Tensor inside = least == null ? self.le(bound) : self.ge(bound);
      Tensor beyond = least == null ? self.gt(bound) : self.lt(bound);
      Tensor neither = self.detach().add(bound.detach());
      return Tensor.where(inside, self, Tensor.where(beyond, bound, neither));
    }
    Tensor inside = self.ge(least).mul(self.le(most));
    Tensor above = self.gt(most).add(most.lt(least));
    Tensor below = self.lt(least).mul(least.lt(most));
    Tensor neither = self.detach().maximum(least.detach()).minimum(most.detach());
    return Tensor.where(
        inside, self, Tensor.where(above, most, Tensor.where(below, least, neither)));
  }

  /** {@code max(this, least)}. */
  @ShapeRule("same(this)")
  default Tensor clampMin(double least) {
    return clamp(least, Double.POSITIVE_INFINITY);
  }

  /** {@code min(this, most)}. */
  @ShapeRule("same(this)")
  default Tensor clampMax(double most) {
    return clamp(Double.NEGATIVE_INFINITY, most);
  }

  /** {@code -this}. */
  @ShapeRule("same(this)")
  default Tensor neg() {
    return self().dtype().isFloat() ? unary(UnaryKind.NEG) : mul(-1);
  }

  /** The absolute value. */
  @ShapeRule("same(this)")
  default Tensor abs() {
    return self().dtype().isFloat() ? unary(UnaryKind.ABS) : maximum(neg());
  }

  /** {@code e^this}. */
  @ShapeRule("same(this)")
  default Tensor exp() {
    return unary(UnaryKind.EXP);
  }

  /** The natural logarithm. */
  @ShapeRule("same(this)")
  default Tensor log() {
    return unary(UnaryKind.LOG);
  }

  /** The square root. */
  @ShapeRule("same(this)")
  default Tensor sqrt() {
    return unary(UnaryKind.SQRT);
  }

  /** {@code 1 / sqrt(this)}. */
  @ShapeRule("same(this)")
  default Tensor rsqrt() {
    return unary(UnaryKind.RSQRT);
  }

  /** {@code this * this}. */
  @ShapeRule("same(this)")
  default Tensor square() {
    return mul(self());
  }

  /** {@code this^exponent}; integers stay integers if the exponent is a non-negative integer. */
  @ShapeRule("same(this)")
  default Tensor pow(double exponent) {
    if (whole(exponent) && exponent >= 0) {
      return integerPower(Math.round(exponent));
    }
    return Tensor.apply(new PowScalarOp((float) exponent), self().to(DType.F32));
  }

  /**
   * Exponentiation by squaring: one product for each binary digit, and one for each that is set.
   */
  private Tensor integerPower(long exponent) {
    Tensor square = self().to(DType.I64);
    Tensor power = Tensor.scalarLong(1).expand(self().array().shape());
    for (long rest = exponent; rest > 0; rest >>= 1) {
      power = (rest & 1) == 1 ? power.mul(square) : power;
      square = rest > 1 ? square.mul(square) : square;
    }
    return power;
  }

  /** {@code this^exponent}, element by element. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor pow(Tensor exponent) {
    return Tensor.apply(new PowOp(), self().to(DType.F32), exponent.to(DType.F32));
  }

  /** The sine. */
  @ShapeRule("same(this)")
  default Tensor sin() {
    return unary(UnaryKind.SIN);
  }

  /** The cosine. */
  @ShapeRule("same(this)")
  default Tensor cos() {
    return unary(UnaryKind.COS);
  }

  /** The error function. */
  @ShapeRule("same(this)")
  default Tensor erf() {
    return unary(UnaryKind.ERF);
  }

  /**
   * Converts the elements to another type; returns this tensor if they already have it. See {@link
   * CastOp}.
   */
  @ShapeRule("same(this)")
  default Tensor to(DType type) {
    return self().dtype() == type ? self() : Tensor.apply(new CastOp(type), self());
  }
}
