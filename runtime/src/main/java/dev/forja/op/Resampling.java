package dev.forja.op;

/** How the places of a longer or shorter axis are made from those of x. */
public enum Resampling {
  /** Each is the one that its lower edge falls into. */
  NEAREST(1, false),
  /** Each is the one that its centre falls into. */
  NEAREST_EXACT(1, false),
  /** Each is weighed from the two around its centre. */
  LINEAR(2, false),
  /** The same, with the centres of the outermost places of both axes on each other. */
  LINEAR_ALIGN_CORNERS(2, true),
  /** Each is weighed from the four around its centre, by Keys' cubic with {@code a = -0.75}. */
  CUBIC(4, false),
  /** The same, with the centres of the outermost places of both axes on each other. */
  CUBIC_ALIGN_CORNERS(4, true);

  /** From how many places each is made. */
  final int taps;

  final boolean alignCorners;

  Resampling(int taps, boolean alignCorners) {
    this.taps = taps;
    this.alignCorners = alignCorners;
  }

  /**
   * Where in x the place {@code i} lies.
   *
   * @param step places of x from one place to the next
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

  /** The weight of the tap {@code k} for a place that lies {@code t} behind the one before it. */
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
