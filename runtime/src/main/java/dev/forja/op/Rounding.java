package dev.forja.op;

/** How a quotient becomes whole, PyTorch's {@code rounding_mode}. */
public enum Rounding {
  /** Down, as Python's {@code //}. */
  FLOOR,
  /** Towards zero, as Java's division of integers. */
  TRUNC
}
