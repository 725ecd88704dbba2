package dev.forja.nn;

import dev.forja.op.CrossEntropyOp;
import dev.forja.op.Reduction;
import dev.forja.tensor.Options;
import dev.forja.tensor.Tensor;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link CrossEntropyLoss}, under PyTorch's names. Immutable and therefore
 * thread-safe.
 */
public final class CrossEntropyOptions extends Options<CrossEntropyOptions> {
  private static final CrossEntropyOptions DEFAULTS = new CrossEntropyOptions();

  private @Nullable Tensor weight = null;
  private long ignoreIndex = CrossEntropyOp.IGNORE_INDEX;
  private Reduction reduction = Reduction.MEAN;
  private double labelSmoothing = 0;

  private CrossEntropyOptions() {}

  /** PyTorch's defaults: no weights, index -100 ignored, the mean, no label smoothing. */
  public static CrossEntropyOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #weight}. */
  public CrossEntropyOptions withWeight(@Nullable Tensor value) {
    return copyWith(o -> o.weight = value);
  }

  /** These options with another {@link #ignoreIndex}. */
  public CrossEntropyOptions withIgnoreIndex(long value) {
    return copyWith(o -> o.ignoreIndex = value);
  }

  /** These options with another {@link #reduction}. */
  public CrossEntropyOptions withReduction(Reduction value) {
    return copyWith(o -> o.reduction = value);
  }

  /** These options with another {@link #labelSmoothing}. */
  public CrossEntropyOptions withLabelSmoothing(double value) {
    return copyWith(o -> o.labelSmoothing = value);
  }

  /** A weight for each class, [c]; null for equal weights. */
  public @Nullable Tensor weight() {
    return weight;
  }

  /** The class index of targets that are ignored. */
  public long ignoreIndex() {
    return ignoreIndex;
  }

  /** How the losses are reduced. */
  public Reduction reduction() {
    return reduction;
  }

  /** The share, 0 to 1, of the target that is distributed evenly over all classes. */
  public double labelSmoothing() {
    return labelSmoothing;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("weight", weight);
    settings.accept("ignoreIndex", ignoreIndex);
    settings.accept("reduction", reduction);
    settings.accept("labelSmoothing", labelSmoothing);
  }
}
