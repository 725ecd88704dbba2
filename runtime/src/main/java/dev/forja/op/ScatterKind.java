package dev.forja.op;

/** How {@link ScatterReduceOp} joins the elements that come to one place. Immutable. */
public enum ScatterKind {
  /** Their sum. */
  SUM,
  /** Their product. */
  PROD,
  /** Their mean; that of integers is rounded down. */
  MEAN,
  /** The largest; NaN if one is NaN. */
  AMAX,
  /** The smallest; NaN if one is NaN. */
  AMIN;

  float join(float a, float b) {
    return switch (this) {
      case SUM, MEAN -> a + b;
      case PROD -> a * b;
      case AMAX -> Math.max(a, b);
      case AMIN -> Math.min(a, b);
    };
  }

  long join(long a, long b) {
    return switch (this) {
      case SUM, MEAN -> a + b;
      case PROD -> a * b;
      case AMAX -> Math.max(a, b);
      case AMIN -> Math.min(a, b);
    };
  }
}
