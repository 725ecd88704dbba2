package dev.forja.nn;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of batch norms such as {@link BatchNorm2d}, and of instance norms, under PyTorch's
 * names. Immutable and therefore thread-safe.
 */
public final class BatchNormOptions extends Options<BatchNormOptions> {
  private static final BatchNormOptions DEFAULTS = new BatchNormOptions();
  private static final BatchNormOptions INSTANCE_NORM =
      DEFAULTS.withAffine(false).withTrackRunningStats(false);

  private double eps = 1e-5;
  private @Nullable Double momentum = 0.1;
  private boolean affine = true;
  private boolean trackRunningStats = true;

  private BatchNormOptions() {}

  /** PyTorch's defaults: eps 1e-5, momentum 0.1, weight and bias, running statistics. */
  public static BatchNormOptions defaults() {
    return DEFAULTS;
  }

  /**
   * PyTorch's defaults of instance norms: as {@link #defaults}, but without weight and bias, and
   * without running statistics.
   */
  public static BatchNormOptions instanceNorm() {
    return INSTANCE_NORM;
  }

  /** These options with another {@link #eps}. */
  public BatchNormOptions withEps(double value) {
    return copyWith(o -> o.eps = value);
  }

  /** These options with another {@link #momentum}. */
  public BatchNormOptions withMomentum(@Nullable Double value) {
    return copyWith(o -> o.momentum = value);
  }

  /** These options with another {@link #affine}. */
  public BatchNormOptions withAffine(boolean value) {
    return copyWith(o -> o.affine = value);
  }

  /** These options with another {@link #trackRunningStats}. */
  public BatchNormOptions withTrackRunningStats(boolean value) {
    return copyWith(o -> o.trackRunningStats = value);
  }

  /** Added to the variance before its root is taken. */
  public double eps() {
    return eps;
  }

  /**
   * The weight of the newest batch in the running statistics; null for the plain mean of all
   * batches so far.
   */
  public @Nullable Double momentum() {
    return momentum;
  }

  /** Whether there are a weight and a bias. */
  public boolean affine() {
    return affine;
  }

  /**
   * Whether running statistics are kept; without them, each batch is normalised by its own
   * statistics, even in evaluation.
   */
  public boolean trackRunningStats() {
    return trackRunningStats;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("eps", eps);
    settings.accept("momentum", momentum);
    settings.accept("affine", affine);
    settings.accept("trackRunningStats", trackRunningStats);
  }
}
