package dev.forja.nn;

import dev.forja.op.Resampling;
import dev.forja.tensor.Options;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link Upsample}, under PyTorch's names: either a size or factors. Immutable and
 * therefore thread-safe.
 */
public final class UpsampleOptions extends Options<UpsampleOptions> {
  private List<Integer> size = List.of();
  private List<Double> scaleFactor = List.of();
  private UpsampleMode mode = UpsampleMode.NEAREST;
  private boolean alignCorners = false;
  private boolean recomputeScaleFactor = false;

  private UpsampleOptions() {}

  /**
   * Upsampling to a size, in the mode {@link UpsampleMode#NEAREST}.
   *
   * @param size the size of each dimension that is resized, or one size for all of them
   * @throws IllegalArgumentException if there is none
   */
  public static UpsampleOptions toSize(int... size) {
    if (size.length == 0) {
      throw new IllegalArgumentException("UpsampleOptions.toSize: expected at least one size");
    }
    List<Integer> sizes = Arrays.stream(size).boxed().toList();
    return new UpsampleOptions().copyWith(o -> o.size = sizes);
  }

  /**
   * Upsampling by factors, in the mode {@link UpsampleMode#NEAREST}.
   *
   * @param scaleFactor the factor of each dimension that is resized, or one factor for all of them
   * @throws IllegalArgumentException if there is none, or one is not above 0
   */
  public static UpsampleOptions by(double... scaleFactor) {
    List<Double> factors = Arrays.stream(scaleFactor).boxed().toList();
    if (factors.isEmpty() || factors.stream().anyMatch(factor -> !(factor > 0))) {
      throw new IllegalArgumentException(
          "UpsampleOptions.by: expected factors above 0, but got " + factors);
    }
    return new UpsampleOptions().copyWith(o -> o.scaleFactor = factors);
  }

  /**
   * These options with another {@link #mode}.
   *
   * @throws IllegalArgumentException if {@link #alignCorners} is set but the mode does not support
   *     it
   */
  public UpsampleOptions withMode(UpsampleMode value) {
    checkCorners(value, alignCorners);
    return copyWith(o -> o.mode = value);
  }

  /**
   * These options with another {@link #alignCorners}.
   *
   * @throws IllegalArgumentException if it is true but the {@link #mode} does not support it
   */
  public UpsampleOptions withAlignCorners(boolean value) {
    checkCorners(mode, value);
    return copyWith(o -> o.alignCorners = value);
  }

  private static void checkCorners(UpsampleMode mode, boolean alignCorners) {
    if (alignCorners && mode.rank() == 0) {
      throw new IllegalArgumentException(
          "UpsampleOptions: alignCorners has no meaning in the mode "
              + mode
              + "; set another mode first");
    }
  }

  /** These options with another {@link #recomputeScaleFactor}. */
  public UpsampleOptions withRecomputeScaleFactor(boolean value) {
    return copyWith(o -> o.recomputeScaleFactor = value);
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

  /** The size of each dimension, or one for all; empty if factors are given. */
  public List<Integer> size() {
    return size;
  }

  /** The factor of each dimension, or one for all; empty if a size is given. */
  public List<Double> scaleFactor() {
    return scaleFactor;
  }

  /** The interpolation. */
  public UpsampleMode mode() {
    return mode;
  }

  /**
   * Whether the centres of the first and last places of input and output are aligned; not for the
   * nearest modes.
   */
  public boolean alignCorners() {
    return alignCorners;
  }

  /**
   * Whether positions are computed from the ratio of the sizes instead of the given factor; they
   * differ if the new size was rounded down.
   */
  public boolean recomputeScaleFactor() {
    return recomputeScaleFactor;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("size", size);
    settings.accept("scaleFactor", scaleFactor);
    settings.accept("mode", mode);
    settings.accept("alignCorners", alignCorners);
    settings.accept("recomputeScaleFactor", recomputeScaleFactor);
  }
}
