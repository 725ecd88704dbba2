package dev.forja.nn;

import dev.forja.op.CrossEntropyOp;
import dev.forja.op.Reduction;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link CrossEntropyLoss}, by PyTorch's names. Immutable.
 *
 * @param weight a weight for each class, [c]; null weighs all alike
 * @param ignoreIndex the class index of targets that do not count
 * @param reduction how the losses become one
 * @param labelSmoothing the share, 0 to 1, of the target that every class gets alike
 */
public record CrossEntropyOptions(
    @Nullable Tensor weight, long ignoreIndex, Reduction reduction, double labelSmoothing) {
  private static final CrossEntropyOptions DEFAULTS =
      new CrossEntropyOptions(null, CrossEntropyOp.IGNORE_INDEX, Reduction.MEAN, 0);

  /** PyTorch's defaults: no weights, -100 ignored, the mean, no smoothing. */
  public static CrossEntropyOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #weight}. */
  public CrossEntropyOptions withWeight(@Nullable Tensor value) {
    return new CrossEntropyOptions(value, ignoreIndex, reduction, labelSmoothing);
  }

  /** These options with another {@link #ignoreIndex}. */
  public CrossEntropyOptions withIgnoreIndex(long value) {
    return new CrossEntropyOptions(weight, value, reduction, labelSmoothing);
  }

  /** These options with another {@link #reduction}. */
  public CrossEntropyOptions withReduction(Reduction value) {
    return new CrossEntropyOptions(weight, ignoreIndex, value, labelSmoothing);
  }

  /** These options with another {@link #labelSmoothing}. */
  public CrossEntropyOptions withLabelSmoothing(double value) {
    return new CrossEntropyOptions(weight, ignoreIndex, reduction, value);
  }
}
