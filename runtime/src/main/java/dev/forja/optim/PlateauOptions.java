package dev.forja.optim;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link ReduceLROnPlateau}, under PyTorch's names. Immutable and therefore
 * thread-safe.
 */
public final class PlateauOptions extends Options<PlateauOptions> {
  private static final PlateauOptions DEFAULTS = new PlateauOptions();

  private boolean max = false;
  private double factor = 0.1;
  private int patience = 10;
  private double threshold = 1e-4;
  private boolean absolute = false;
  private int cooldown = 0;
  private double minLr = 0;
  private double eps = 1e-8;

  private PlateauOptions() {}

  /**
   * PyTorch's defaults: lower is better, factor 0.1 after 10 steps, threshold 1e-4 relative to the
   * best.
   */
  public static PlateauOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #max}. */
  public PlateauOptions withMax(boolean value) {
    return copyWith(o -> o.max = value);
  }

  /**
   * These options with another {@link #factor}.
   *
   * @throws IllegalArgumentException if it is not at least 0 and below 1
   */
  public PlateauOptions withFactor(double value) {
    Ranges.share("ReduceLROnPlateau", "factor", value);
    return copyWith(o -> o.factor = value);
  }

  /** These options with another {@link #patience}. */
  public PlateauOptions withPatience(int value) {
    return copyWith(o -> o.patience = value);
  }

  /** These options with another {@link #threshold}. */
  public PlateauOptions withThreshold(double value) {
    return copyWith(o -> o.threshold = value);
  }

  /** These options with another {@link #absolute}. */
  public PlateauOptions withAbsolute(boolean value) {
    return copyWith(o -> o.absolute = value);
  }

  /** These options with another {@link #cooldown}. */
  public PlateauOptions withCooldown(int value) {
    return copyWith(o -> o.cooldown = value);
  }

  /** These options with another {@link #minLr}. */
  public PlateauOptions withMinLr(double value) {
    return copyWith(o -> o.minLr = value);
  }

  /** These options with another {@link #eps}. */
  public PlateauOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** Whether a value is better than the best so far. */
  boolean better(double value, double best) {
    if (absolute) {
      return max ? value > best + threshold : value < best - threshold;
    }
    return max ? value > best * (1 + threshold) : value < best * (1 - threshold);
  }

  /** Whether higher is better, PyTorch's {@code mode="max"}. */
  public boolean max() {
    return max;
  }

  /** The factor that the learning rate is multiplied by, below 1. */
  public double factor() {
    return factor;
  }

  /** The number of consecutive steps without improvement before a reduction. */
  public int patience() {
    return patience;
  }

  /** The minimum improvement that counts. */
  public double threshold() {
    return threshold;
  }

  /** Whether the threshold is a difference instead of a fraction of the best value. */
  public boolean absolute() {
    return absolute;
  }

  /** The number of steps after a reduction that are ignored. */
  public int cooldown() {
    return cooldown;
  }

  /** The lower bound of the learning rate. */
  public double minLr() {
    return minLr;
  }

  /** Changes of the learning rate up to this size are not made. */
  public double eps() {
    return eps;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("max", max);
    settings.accept("factor", factor);
    settings.accept("patience", patience);
    settings.accept("threshold", threshold);
    settings.accept("absolute", absolute);
    settings.accept("cooldown", cooldown);
    settings.accept("minLr", minLr);
    settings.accept("eps", eps);
  }
}
