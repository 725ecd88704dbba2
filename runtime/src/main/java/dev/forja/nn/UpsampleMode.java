package dev.forja.nn;

/** The interpolation of {@link Upsample}, under PyTorch's names. Immutable. */
public enum UpsampleMode {
  /** The place that contains the lower edge of the new place. */
  NEAREST,
  /** The place that contains the centre of the new place. */
  NEAREST_EXACT,
  /** Interpolation of two places, for x [n, c, l]. */
  LINEAR,
  /** Interpolation of four places, for x [n, c, h, w]. */
  BILINEAR,
  /** Interpolation of sixteen places with Keys' cubic, for x [n, c, h, w]. */
  BICUBIC,
  /** Interpolation of eight places, for x [n, c, d, h, w]. */
  TRILINEAR;

  /** The rank of the inputs that it supports; 0 for any. */
  int rank() {
    return switch (this) {
      case NEAREST, NEAREST_EXACT -> 0;
      case LINEAR -> 3;
      case BILINEAR, BICUBIC -> 4;
      case TRILINEAR -> 5;
    };
  }
}
