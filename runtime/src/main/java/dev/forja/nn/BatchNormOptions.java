package dev.forja.nn;

import org.jspecify.annotations.Nullable;

/**
 * The options of {@link BatchNorm1d} and {@link BatchNorm2d}, by PyTorch's names. Immutable.
 *
 * @param eps added to the variance before its root is taken
 * @param momentum the share of the newest batch in the running statistics; null for the plain mean
 *     of all batches so far
 * @param affine whether there are a weight and a bias
 * @param trackRunningStats whether running statistics are kept; without them each batch is
 *     normalised by its own, in evaluation too
 */
public record BatchNormOptions(
    double eps, @Nullable Double momentum, boolean affine, boolean trackRunningStats) {
  private static final BatchNormOptions DEFAULTS = new BatchNormOptions(1e-5, 0.1, true, true);

  /** PyTorch's defaults: 1e-5, 0.1, weight and bias, running statistics. */
  public static BatchNormOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #eps}. */
  public BatchNormOptions withEps(double value) {
    return new BatchNormOptions(value, momentum, affine, trackRunningStats);
  }

  /** These options with another {@link #momentum}. */
  public BatchNormOptions withMomentum(@Nullable Double value) {
    return new BatchNormOptions(eps, value, affine, trackRunningStats);
  }

  /** These options with another {@link #affine}. */
  public BatchNormOptions withAffine(boolean value) {
    return new BatchNormOptions(eps, momentum, value, trackRunningStats);
  }

  /** These options with another {@link #trackRunningStats}. */
  public BatchNormOptions withTrackRunningStats(boolean value) {
    return new BatchNormOptions(eps, momentum, affine, value);
  }
}
