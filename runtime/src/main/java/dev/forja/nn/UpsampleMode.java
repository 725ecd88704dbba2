package dev.forja.nn;

/** How {@link Upsample} makes the places of the result, by PyTorch's names. Immutable. */
public enum UpsampleMode {
  /** Each is the one that its lower edge falls into. */
  NEAREST,
  /** Each is the one that its centre falls into. */
  NEAREST_EXACT,
  /** Weighed from two, for x [n, c, l]. */
  LINEAR,
  /** Weighed from four, for x [n, c, h, w]. */
  BILINEAR,
  /** Weighed from sixteen by Keys' cubic, for x [n, c, h, w]. */
  BICUBIC,
  /** Weighed from eight, for x [n, c, d, h, w]. */
  TRILINEAR;

  /** The rank of the inputs that it is for; 0 for any. */
  int rank() {
    return switch (this) {
      case NEAREST, NEAREST_EXACT -> 0;
      case LINEAR -> 3;
      case BILINEAR, BICUBIC -> 4;
      case TRILINEAR -> 5;
    };
  }
}
