package dev.forja.nn;

import dev.forja.op.Reduction;
import dev.forja.spi.Puts;
import dev.forja.spi.ShapeRule;
import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link KLDivLoss}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class KLDivOptions extends Options<KLDivOptions> {
  private static final KLDivOptions DEFAULTS = new KLDivOptions();

  private Reduction reduction = Reduction.MEAN;
  private boolean batchMean = false;
  private boolean logTarget = false;

  private KLDivOptions() {}

  /** PyTorch's defaults: the mean over all elements, a target of probabilities. */
  @Puts({"reduction = constant('MEAN')", "batchMean = false"})
  public static KLDivOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #reduction}, which is not {@link #batchMean}. */
  @Puts({"reduction = $0", "batchMean = false"})
  public KLDivOptions withReduction(Reduction value) {
    return copyWith(
        o -> {
          o.reduction = value;
          o.batchMean = false;
        });
  }

  /** These options with {@link #batchMean}. */
  @Puts("batchMean = true")
  public KLDivOptions withBatchMean() {
    return copyWith(o -> o.batchMean = true);
  }

  /** These options with another {@link #logTarget}. */
  @Puts("logTarget = $0")
  public KLDivOptions withLogTarget(boolean value) {
    return copyWith(o -> o.logTarget = value);
  }

  /** How the losses are reduced. */
  @ShapeRule("reduction")
  public Reduction reduction() {
    return reduction;
  }

  /**
   * Whether the sum is divided by the batch size instead, which is the mathematical definition of
   * the divergence.
   */
  @ShapeRule("batchMean")
  public boolean batchMean() {
    return batchMean;
  }

  /** Whether the target holds logarithms too. */
  @ShapeRule("logTarget")
  public boolean logTarget() {
    return logTarget;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("reduction", reduction);
    settings.accept("batchMean", batchMean);
    settings.accept("logTarget", logTarget);
  }
}
