package dev.forja.op;

import dev.forja.kernel.Binary;

/**
 * The functions of two numbers that {@link BinaryOp} and {@link ScalarOp} apply to each element.
 * Immutable.
 */
public enum BinaryKind {
  /** {@code a + b}. */
  ADD,
  /** {@code a - b}. */
  SUB,
  /** {@code a * b}. */
  MUL,
  /** {@code a / b}. */
  DIV,
  /** The larger; NaN if either is. */
  MAX,
  /** The smaller; NaN if either is. */
  MIN;

  private final Binary kernel = Binary.valueOf(name());

  /** The kernels' constant for this function. */
  Binary kernel() {
    return kernel;
  }
}
