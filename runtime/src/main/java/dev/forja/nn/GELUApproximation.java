package dev.forja.nn;

/** How {@link GELU} is computed. Immutable. */
public enum GELUApproximation {
  /** By the error function, exactly. */
  NONE,
  /** By the hyperbolic tangent, as the first GPTs did. */
  TANH
}
