package dev.forja.op;

/** How a quotient is rounded to an integer, PyTorch's {@code rounding_mode}. Immutable. */
public enum Rounding {
  /** Down, like Python's {@code //}. */
  FLOOR,
  /** Towards zero, like Java's integer division. */
  TRUNC
}
