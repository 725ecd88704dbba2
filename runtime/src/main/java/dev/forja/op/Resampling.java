package dev.forja.op;

/** How the places of an axis of another length are computed from those of x. Immutable. */
public enum Resampling {
  /** The place of x that contains the lower edge of the new place. */
  NEAREST(1, false),
  /** The place of x that contains the centre of the new place. */
  NEAREST_EXACT(1, false),
  /** Linear interpolation of the two places around the centre. */
  LINEAR(2, false),
  /** The same, with the centres of the first and last places of both axes aligned. */
  LINEAR_ALIGN_CORNERS(2, true),
  /**
   * Cubic interpolation of the four places around the centre: Keys' cubic with {@code a = -0.75}.
   */
  CUBIC(4, false),
  /** The same, with the centres of the first and last places of both axes aligned. */
  CUBIC_ALIGN_CORNERS(4, true);

  /** The number of places that each new place is computed from. */
  final int taps;

  final boolean alignCorners;

  Resampling(int taps, boolean alignCorners) {
    this.taps = taps;
    this.alignCorners = alignCorners;
  }

  /**
   * The position in x of the new place {@code i}.
   *
   * @param step the distance between neighbouring new places, in places of x
   */
  float source(int i, float step) {
    return switch (this) {
      case NEAREST -> i * step;
      case NEAREST_EXACT -> (i + 0.5f) * step;
      case LINEAR -> Math.max(0, step * (i + 0.5f) - 0.5f);
      case CUBIC -> step * (i + 0.5f) - 0.5f;
      case LINEAR_ALIGN_CORNERS, CUBIC_ALIGN_CORNERS -> step * i;
    };
  }

  /** The weight of the tap {@code k} for a position {@code t} after the place before it. */
  float weight(int k, float t) {
    return switch (taps) {
      case 1 -> 1;
      case 2 -> k == 0 ? 1 - t : t;
      default -> k == 0 ? far(t + 1) : k == 1 ? near(t) : k == 2 ? near(1 - t) : far(2 - t);
    };
  }

  private static float near(float d) {
    return (1.25f * d - 2.25f) * d * d + 1;
  }

  private static float far(float d) {
    return ((-0.75f * d + 3.75f) * d - 6) * d + 3;
  }
}
