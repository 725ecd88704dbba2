package dev.forja.tensor;

import dev.forja.array.DType;
import dev.forja.op.CompareOp;
import dev.forja.op.Comparison;
import dev.forja.spi.ShapeRule;

/**
 * Comparisons, element by element, as bool, with broadcasting. Two types are promoted to the wider
 * one, as in {@link Arithmetic}. Without gradients. Any thread may call these methods; see {@link
 * Tensor}.
 */
public sealed interface Comparisons permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private Tensor compare(Comparison comparison, Tensor other) {
    DType type = Promotion.of(self(), other);
    return Tensor.apply(new CompareOp(comparison), self().to(type), other.to(type));
  }

  private Tensor compare(Comparison comparison, double value) {
    boolean whole = !self().dtype().isFloat() && Promotion.isWhole(value);
    return compare(comparison, whole ? Tensor.scalarLong((long) value) : Tensor.scalar(value));
  }

  /** {@code this == other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor eq(Tensor other) {
    return compare(Comparison.EQ, other);
  }

  /** {@code this == value}. */
  @ShapeRule("same(this)")
  default Tensor eq(double value) {
    return compare(Comparison.EQ, value);
  }

  /** {@code this != other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor ne(Tensor other) {
    return compare(Comparison.NE, other);
  }

  /** {@code this != value}. */
  @ShapeRule("same(this)")
  default Tensor ne(double value) {
    return compare(Comparison.NE, value);
  }

  /** {@code this < other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor lt(Tensor other) {
    return compare(Comparison.LT, other);
  }

  /** {@code this < value}. */
  @ShapeRule("same(this)")
  default Tensor lt(double value) {
    return compare(Comparison.LT, value);
  }

  /** {@code this <= other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor le(Tensor other) {
    return compare(Comparison.LE, other);
  }

  /** {@code this <= value}. */
  @ShapeRule("same(this)")
  default Tensor le(double value) {
    return compare(Comparison.LE, value);
  }

  /** {@code this > other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor gt(Tensor other) {
    return compare(Comparison.GT, other);
  }

  /** {@code this > value}. */
  @ShapeRule("same(this)")
  default Tensor gt(double value) {
    return compare(Comparison.GT, value);
  }

  /** {@code this >= other}. */
  @ShapeRule("broadcast(this, $0)")
  default Tensor ge(Tensor other) {
    return compare(Comparison.GE, other);
  }

  /** {@code this >= value}. */
  @ShapeRule("same(this)")
  default Tensor ge(double value) {
    return compare(Comparison.GE, value);
  }

  /** Whether an element is zero, or false. */
  @ShapeRule("same(this)")
  default Tensor logicalNot() {
    return eq(0);
  }
}
