package dev.forja.processor.prove;

/** Whether a value fits a label or a pattern. */
enum Match {
  /** In no execution. */
  NEVER,
  /** In some executions, as far as is known. */
  MAYBE,
  /** In every execution. */
  ALWAYS;

  static Match of(boolean fits) {
    return fits ? ALWAYS : NEVER;
  }

  /** Whether one of two fits. */
  Match or(Match other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** Whether both fit. */
  Match and(Match other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
