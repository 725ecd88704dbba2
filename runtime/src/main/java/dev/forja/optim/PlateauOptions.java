package dev.forja.optim;

/**
 * The options of {@link ReduceLROnPlateau}, by PyTorch's names.
 *
 * @param max whether higher is better, PyTorch's {@code mode="max"}
 * @param factor the factor that the learning rate is multiplied by, below 1
 * @param patience the number of consecutive steps without improvement before a reduction
 * @param threshold the minimum improvement that counts
 * @param absolute whether the threshold is a difference instead of a fraction of the best value
 * @param cooldown the number of steps after a reduction that are ignored
 * @param minLr the lower bound of the learning rate
 * @param eps changes of the learning rate up to this size are not made
 */
public record PlateauOptions(
    boolean max,
    double factor,
    int patience,
    double threshold,
    boolean absolute,
    int cooldown,
    double minLr,
    double eps) {
  /** Checks the factor. */
  public PlateauOptions {
    Ranges.share("ReduceLROnPlateau", "factor", factor);
  }

  /**
   * PyTorch's defaults: lower is better, factor 0.1 after 10 steps, threshold 1e-4 relative to the
   * best.
   */
  public static PlateauOptions defaults() {
    return new PlateauOptions(false, 0.1, 10, 1e-4, false, 0, 0, 1e-8);
  }

  /** These options with another {@link #max}. */
  public PlateauOptions withMax(boolean value) {
    return new PlateauOptions(value, factor, patience, threshold, absolute, cooldown, minLr, eps);
  }

  /** These options with another {@link #factor}. */
  public PlateauOptions withFactor(double value) {
    return new PlateauOptions(max, value, patience, threshold, absolute, cooldown, minLr, eps);
  }

  /** These options with another {@link #patience}. */
  public PlateauOptions withPatience(int value) {
    return new PlateauOptions(max, factor, value, threshold, absolute, cooldown, minLr, eps);
  }

  /**
   * These options with another {@link #threshold}, a fraction of the best value or a difference.
   */
  public PlateauOptions withThreshold(double value, boolean difference) {
    return new PlateauOptions(max, factor, patience, value, difference, cooldown, minLr, eps);
  }

  /** These options with another {@link #cooldown}. */
  public PlateauOptions withCooldown(int value) {
    return new PlateauOptions(max, factor, patience, threshold, absolute, value, minLr, eps);
  }

  /** These options with another {@link #minLr}. */
  public PlateauOptions withMinLr(double value) {
    return new PlateauOptions(max, factor, patience, threshold, absolute, cooldown, value, eps);
  }

  /** Whether a value is better than the best so far. */
  boolean better(double value, double best) {
    if (absolute) {
      return max ? value > best + threshold : value < best - threshold;
    }
    return max ? value > best * (1 + threshold) : value < best * (1 - threshold);
  }
}
