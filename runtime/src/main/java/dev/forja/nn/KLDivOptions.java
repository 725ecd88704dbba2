package dev.forja.nn;

import dev.forja.op.Reduction;
import dev.forja.spi.Puts;

/**
 * The options of {@link KLDivLoss}, by PyTorch's names. Immutable.
 *
 * @param reduction how the losses become one
 * @param batchMean whether the sum is divided by the size of the batch instead, which is the
 *     divergence as mathematics has it
 * @param logTarget whether the target holds logarithms too
 */
public record KLDivOptions(Reduction reduction, boolean batchMean, boolean logTarget) {
  private static final KLDivOptions DEFAULTS = new KLDivOptions(Reduction.MEAN, false, false);

  /** PyTorch's defaults: the mean over all elements, a target of probabilities. */
  @Puts({"reduction = constant('MEAN')", "batchMean = false"})
  public static KLDivOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #reduction}, which is not {@link #batchMean}. */
  @Puts({"reduction = $0", "batchMean = false"})
  public KLDivOptions withReduction(Reduction value) {
    return new KLDivOptions(value, false, logTarget);
  }

  /** These options with {@link #batchMean}. */
  @Puts("batchMean = true")
  public KLDivOptions withBatchMean() {
    return new KLDivOptions(reduction, true, logTarget);
  }

  /** These options with another {@link #logTarget}. */
  @Puts("logTarget = $0")
  public KLDivOptions withLogTarget(boolean value) {
    return new KLDivOptions(reduction, batchMean, value);
  }
}
