package dev.forja.nn;

import dev.forja.op.Resampling;
import java.util.List;

/**
 * The options of {@link Upsample}, by PyTorch's names: either a size or factors. Immutable.
 *
 * @param size the size of each dimension, or one for all; empty where factors are given
 * @param scaleFactor by how much each dimension grows, or one for all; empty where a size is given
 * @param mode how places are made
 * @param alignCorners whether the centres of the outermost places of both lie on each other; not
 *     for the nearest modes
 * @param recomputeScaleFactor whether places are laid by the ratio of the sizes instead of the
 *     factor that was given, which differ where a fraction was cut off
 */
public record UpsampleOptions(
    List<Integer> size,
    List<Double> scaleFactor,
    UpsampleMode mode,
    boolean alignCorners,
    boolean recomputeScaleFactor) {
  /** Checks that there is one of both. */
  public UpsampleOptions {
    if (size.isEmpty() == scaleFactor.isEmpty() || scaleFactor.stream().anyMatch(f -> !(f > 0))) {
      throw new IllegalArgumentException(
          "Upsample: size %s and scaleFactor %s: expected one of both, and factors above 0"
              .formatted(size, scaleFactor));
    }
    if (alignCorners && mode.rank() == 0) {
      throw new IllegalArgumentException("Upsample: alignCorners is not for the mode " + mode);
    }
  }

  /** To a size, repeating the nearest places. */
  public static UpsampleOptions toSize(Integer... size) {
    return new UpsampleOptions(List.of(size), List.of(), UpsampleMode.NEAREST, false, false);
  }

  /** By factors, repeating the nearest places. */
  public static UpsampleOptions by(Double... scaleFactor) {
    return new UpsampleOptions(List.of(), List.of(scaleFactor), UpsampleMode.NEAREST, false, false);
  }

  /** These options with another {@link #mode}. */
  public UpsampleOptions withMode(UpsampleMode value) {
    return new UpsampleOptions(size, scaleFactor, value, alignCorners, recomputeScaleFactor);
  }

  /** These options with another {@link #alignCorners}. */
  public UpsampleOptions withAlignCorners(boolean value) {
    return new UpsampleOptions(size, scaleFactor, mode, value, recomputeScaleFactor);
  }

  /** These options with another {@link #recomputeScaleFactor}. */
  public UpsampleOptions withRecomputeScaleFactor(boolean value) {
    return new UpsampleOptions(size, scaleFactor, mode, alignCorners, value);
  }

  Resampling resampling() {
    return switch (mode) {
      case NEAREST -> Resampling.NEAREST;
      case NEAREST_EXACT -> Resampling.NEAREST_EXACT;
      case LINEAR, BILINEAR, TRILINEAR ->
          alignCorners ? Resampling.LINEAR_ALIGN_CORNERS : Resampling.LINEAR;
      case BICUBIC -> alignCorners ? Resampling.CUBIC_ALIGN_CORNERS : Resampling.CUBIC;
    };
  }
}
