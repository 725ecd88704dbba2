package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link CyclicLR}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class CyclicOptions extends Options<CyclicOptions> {
  private static final CyclicOptions DEFAULTS = new CyclicOptions();

  private int stepSizeUp = 2000;
  private @Nullable Integer stepSizeDown;
  private Mode mode = Mode.TRIANGULAR;
  private double gamma = 1;
  private boolean cycleMomentum = true;
  private double baseMomentum = 0.8;
  private double maxMomentum = 0.9;

  private CyclicOptions() {}

  /** How the height of the cycles changes. Immutable. */
  public enum Mode {
    /** It is constant. */
    TRIANGULAR,
    /** It halves from cycle to cycle. */
    TRIANGULAR2,
    /** It shrinks by {@code gamma} from step to step. */
    EXP_RANGE;

    /** The height of the cycle with the given number, counted from 1, at the given step. */
    double scale(double gamma, double cycle, long steps) {
      return switch (this) {
        case TRIANGULAR -> 1;
        case TRIANGULAR2 -> StrictMath.pow(2, 1 - cycle);
        case EXP_RANGE -> StrictMath.pow(gamma, (double) steps);
      };
    }
  }

  /** PyTorch's defaults: 2,000 steps up and down, momentum from 0.9 to 0.8 and back. */
  public static CyclicOptions defaults() {
    return DEFAULTS;
  }

  /**
   * These options with another {@link #stepSizeUp}.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public CyclicOptions withStepSizeUp(int value) {
    Ranges.positive("CyclicLR", "stepSizeUp", value);
    return copyWith(o -> o.stepSizeUp = value);
  }

  /**
   * These options with another {@link #stepSizeDown}; with 0, the learning rate falls at once, and
   * with null, within as many steps as it rises.
   *
   * @throws IllegalArgumentException if it is below 0
   */
  public CyclicOptions withStepSizeDown(@Nullable Integer value) {
    Ranges.notNegative("CyclicLR", "stepSizeDown", value == null ? 0 : value);
    return copyWith(o -> o.stepSizeDown = value);
  }

  /** These options with another {@link #mode}. */
  public CyclicOptions withMode(Mode value) {
    return copyWith(o -> o.mode = value);
  }

  /** These options with another {@link #gamma}. */
  public CyclicOptions withGamma(double value) {
    return copyWith(o -> o.gamma = value);
  }

  /** These options with another {@link #cycleMomentum}. */
  public CyclicOptions withCycleMomentum(boolean value) {
    return copyWith(o -> o.cycleMomentum = value);
  }

  /** These options with another {@link #baseMomentum}. */
  public CyclicOptions withBaseMomentum(double value) {
    return copyWith(o -> o.baseMomentum = value);
  }

  /** These options with another {@link #maxMomentum}. */
  public CyclicOptions withMaxMomentum(double value) {
    return copyWith(o -> o.maxMomentum = value);
  }

  /** The number of increasing steps. */
  public int stepSizeUp() {
    return stepSizeUp;
  }

  /** The number of decreasing steps; null for as many as there are increasing ones. */
  public @Nullable Integer stepSizeDown() {
    return stepSizeDown;
  }

  /** How the height of the cycles changes. */
  public Mode mode() {
    return mode;
  }

  /** The factor of each step for {@link Mode#EXP_RANGE}. */
  public double gamma() {
    return gamma;
  }

  /** Whether the momentum moves in the opposite direction. */
  public boolean cycleMomentum() {
    return cycleMomentum;
  }

  /** The momentum at the highest learning rate. */
  public double baseMomentum() {
    return baseMomentum;
  }

  /** The momentum at the lowest learning rate. */
  public double maxMomentum() {
    return maxMomentum;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("stepSizeUp", stepSizeUp);
    settings.accept("stepSizeDown", stepSizeDown);
    settings.accept("mode", mode);
    settings.accept("gamma", gamma);
    settings.accept("cycleMomentum", cycleMomentum);
    settings.accept("baseMomentum", baseMomentum);
    settings.accept("maxMomentum", maxMomentum);
  }
}
