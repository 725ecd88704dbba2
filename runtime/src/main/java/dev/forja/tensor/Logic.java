package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.IntegerKind;
import dev.forja.op.IntegerOp;
import dev.forja.spi.ShapeRule;
import java.util.Arrays;

/**
 * Logical operations, operations on the bits of integers, and tests of elements. Two tensors
 * broadcast. Without gradients. Any thread may call these methods; see {@link Tensor}.
 */
public sealed interface Logic permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private Tensor truths() {
    return self().to(DType.BOOL);
  }

  private Tensor bits(IntegerKind kind, Tensor other) {
    DType type = Promotion.integers(self().dtype(), other.dtype());
    DType computed = Promotion.computed(type);
    return Tensor.apply(new IntegerOp(kind), self().to(computed), other.to(computed)).to(type);
  }

  private Tensor number(long value) {
    return Tensor.scalarLong(value).to(self().dtype() == DType.BOOL ? DType.I64 : self().dtype());
  }

  /** Whether both elements are not zero. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor logicalAnd(Tensor other) {
    return Tensor.apply(new IntegerOp(IntegerKind.BITWISE_AND), truths(), other.to(DType.BOOL));
  }

  /** Whether one of two elements is not zero. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor logicalOr(Tensor other) {
    return Tensor.apply(new IntegerOp(IntegerKind.BITWISE_OR), truths(), other.to(DType.BOOL));
  }

  /** Whether exactly one of two elements is not zero. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor logicalXor(Tensor other) {
    return Tensor.apply(new IntegerOp(IntegerKind.BITWISE_XOR), truths(), other.to(DType.BOOL));
  }

  /** The bits that both integers have; of truth values too. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor bitwiseAnd(Tensor other) {
    return bits(IntegerKind.BITWISE_AND, other);
  }

  /** As {@link #bitwiseAnd(Tensor)} with one number. */
  @ShapeRule("same(this)")
  default Tensor bitwiseAnd(long value) {
    return bits(IntegerKind.BITWISE_AND, number(value));
  }

  /** The bits that one of two integers has; of truth values too. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor bitwiseOr(Tensor other) {
    return bits(IntegerKind.BITWISE_OR, other);
  }

  /** As {@link #bitwiseOr(Tensor)} with one number. */
  @ShapeRule("same(this)")
  default Tensor bitwiseOr(long value) {
    return bits(IntegerKind.BITWISE_OR, number(value));
  }

  /** The bits that exactly one of two integers has; of truth values too. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor bitwiseXor(Tensor other) {
    return bits(IntegerKind.BITWISE_XOR, other);
  }

  /** As {@link #bitwiseXor(Tensor)} with one number. */
  @ShapeRule("same(this)")
  default Tensor bitwiseXor(long value) {
    return bits(IntegerKind.BITWISE_XOR, number(value));
  }

  /** The bits of integers, moved up by other places. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor bitwiseLeftShift(Tensor other) {
    return bits(IntegerKind.BITWISE_LEFT_SHIFT, other);
  }

  /** As {@link #bitwiseLeftShift(Tensor)} with one number. */
  @ShapeRule("same(this)")
  default Tensor bitwiseLeftShift(long value) {
    return bits(IntegerKind.BITWISE_LEFT_SHIFT, number(value));
  }

  /** The bits of integers, moved down by other places. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor bitwiseRightShift(Tensor other) {
    return bits(IntegerKind.BITWISE_RIGHT_SHIFT, other);
  }

  /** As {@link #bitwiseRightShift(Tensor)} with one number. */
  @ShapeRule("same(this)")
  default Tensor bitwiseRightShift(long value) {
    return bits(IntegerKind.BITWISE_RIGHT_SHIFT, number(value));
  }

  /** The integers with all bits turned over; the other truth value of booleans. */
  @ShapeRule("same(this)")
  default Tensor bitwiseNot() {
    return self().dtype() == DType.BOOL ? self().eq(0) : bitwiseXor(-1);
  }

  /** Whether an element is NaN. */
  @ShapeRule("same(this)")
  default Tensor isnan() {
    return self().ne(self());
  }

  /** Whether an element is infinite. */
  @ShapeRule("same(this)")
  default Tensor isinf() {
    return self().abs().eq(Double.POSITIVE_INFINITY);
  }

  /** Whether an element is neither infinite nor NaN. */
  @ShapeRule("same(this)")
  default Tensor isfinite() {
    return self().abs().lt(Double.POSITIVE_INFINITY);
  }

  /** Whether an element is plus infinity. */
  @ShapeRule("same(this)")
  default Tensor isposinf() {
    return self().eq(Double.POSITIVE_INFINITY);
  }

  /** Whether an element is minus infinity. */
  @ShapeRule("same(this)")
  default Tensor isneginf() {
    return self().eq(Double.NEGATIVE_INFINITY);
  }

  /** Whether the sign of an element is minus; that of a zero counts. */
  @ShapeRule("same(this)")
  default Tensor signbit() {
    return self().dtype().isFloat()
        ? Tensor.ones(self().array().shape()).copysign(self()).lt(0)
        : self().lt(0);
  }

  /**
   * Whether {@code |this - other| <= atol + rtol |other|}, or both are equal; NaN is close to
   * nothing.
   */
  @ShapeRule("broadcast(this, $0)")
  default Tensor isclose(Tensor other, double rtol, double atol) {
    return isclose(other, rtol, atol, false);
  }

  /** As {@link #isclose(Tensor, double, double)}; with equalNan, NaN is close to NaN. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor isclose(Tensor other, double rtol, double atol, boolean equalNan) {
    Tensor distance = self().sub(other).abs();
    Tensor near = distance.le(other.abs().mul(rtol).add(atol)).logicalAnd(distance.isfinite());
    Tensor close = near.logicalOr(self().eq(other));
    return equalNan ? close.logicalOr(self().isnan().logicalAnd(other.isnan())) : close;
  }

  /** Whether all elements are close; see {@link #isclose(Tensor, double, double)}. */
  default boolean allclose(Tensor other, double rtol, double atol) {
    return isclose(other, rtol, atol).all().itemLong() == 1;
  }

  /** Whether both have the same shape and equal elements; NaN equals nothing. */
  default boolean equal(Tensor other) {
    return Arrays.equals(self().array().shape(), other.array().shape())
        && self().eq(other).all().itemLong() == 1;
  }

  /** Whether one element is not zero, over some dimensions, or over all if none is given. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor any(int... dims) {
    return any(dims, false);
  }

  /** As {@link #any(int...)}, the dimensions kept with size 1 if keepDim. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor any(int[] dims, boolean keepDim) {
    return self().ne(0).sum(dims, keepDim).gt(0);
  }

  /** Whether no element is zero, over some dimensions, or over all if none is given. */
  @ShapeRule("reduce(this, $0, false)")
  default Tensor all(int... dims) {
    return all(dims, false);
  }

  /** As {@link #all(int...)}, the dimensions kept with size 1 if keepDim. */
  @ShapeRule("reduce(this, $0, $1)")
  default Tensor all(int[] dims, boolean keepDim) {
    return self().eq(0).sum(dims, keepDim).eq(0);
  }
}
