package dev.forja.op;

import dev.forja.kernel.Binary;
import java.util.Locale;

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
  private final String opName = name().toLowerCase(Locale.ROOT);

  /** The kernels' constant for this function. */
  Binary kernel() {
    return kernel;
  }

  /** The name of the op, which would be an object each time it is made. */
  String opName() {
    return opName;
  }
}
