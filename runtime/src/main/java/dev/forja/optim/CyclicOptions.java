package dev.forja.optim;

/**
 * The options of {@link CyclicLR}, by PyTorch's names.
 *
 * @param stepSizeUp the number of increasing steps
 * @param stepSizeDown the number of decreasing steps; 0 for as many as increasing ones
 * @param mode how the height of the cycles changes
 * @param gamma the factor of each step for {@link Mode#EXP_RANGE}
 * @param cycleMomentum whether the momentum moves in the opposite direction
 * @param baseMomentum the momentum at the highest learning rate
 * @param maxMomentum the momentum at the lowest learning rate
 */
public record CyclicOptions(
    int stepSizeUp,
    int stepSizeDown,
    Mode mode,
    double gamma,
    boolean cycleMomentum,
    double baseMomentum,
    double maxMomentum) {

  /** How the height of the cycles changes. */
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
        case TRIANGULAR2 -> Math.pow(2, 1 - cycle);
        case EXP_RANGE -> Math.pow(gamma, (double) steps);
      };
    }
  }

  /** Checks the lengths. */
  public CyclicOptions {
    Ranges.positive("CyclicLR", "stepSizeUp", stepSizeUp);
    Ranges.notNegative("CyclicLR", "stepSizeDown", stepSizeDown);
  }

  /** PyTorch's defaults: 2,000 steps up and down, momentum from 0.9 to 0.8 and back. */
  public static CyclicOptions defaults() {
    return new CyclicOptions(2000, 0, Mode.TRIANGULAR, 1, true, 0.8, 0.9);
  }

  /** These options with other lengths; 0 decreasing steps mean as many as increasing ones. */
  public CyclicOptions withStepSizes(int up, int down) {
    return new CyclicOptions(up, down, mode, gamma, cycleMomentum, baseMomentum, maxMomentum);
  }

  /** These options with another {@link #mode}, and its {@link #gamma}. */
  public CyclicOptions withMode(Mode value, double factor) {
    return new CyclicOptions(
        stepSizeUp, stepSizeDown, value, factor, cycleMomentum, baseMomentum, maxMomentum);
  }

  /** These options with another {@link #cycleMomentum}. */
  public CyclicOptions withCycleMomentum(boolean value) {
    return new CyclicOptions(
        stepSizeUp, stepSizeDown, mode, gamma, value, baseMomentum, maxMomentum);
  }

  /** These options with other bounds of the momentum. */
  public CyclicOptions withMomentum(double base, double max) {
    return new CyclicOptions(stepSizeUp, stepSizeDown, mode, gamma, cycleMomentum, base, max);
  }
}
