package dev.forja.nn;

/** How {@link GELU} is computed. Immutable. */
public enum GELUApproximation {
  /** Exactly, with the error function. */
  NONE,
  /** Approximately, with the hyperbolic tangent, as in the first GPT models. */
  TANH
}
