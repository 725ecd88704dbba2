package dev.forja.nn;

import org.jspecify.annotations.Nullable;

/**
 * The options of {@link Embedding}, by PyTorch's names. Immutable.
 *
 * @param paddingIdx a row that starts as zeros and is not trained, a negative one counted from the
 *     end; null for none
 * @param maxNorm the largest norm of a row: a longer one is scaled down to it, in the table itself,
 *     when it is looked up; null for no limit
 * @param normType the p of that norm
 * @param scaleGradByFreq whether the gradient of a row is divided by how often it was looked up; of
 *     bags it is divided by the count that PyTorch's kernel for the CPU takes, which is often that
 *     of another row
 */
public record EmbeddingOptions(
    @Nullable Integer paddingIdx,
    @Nullable Double maxNorm,
    double normType,
    boolean scaleGradByFreq) {
  private static final EmbeddingOptions DEFAULTS = new EmbeddingOptions(null, null, 2, false);

  /** PyTorch's defaults: every row is trained, with no limit. */
  public static EmbeddingOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #paddingIdx}. */
  public EmbeddingOptions withPaddingIdx(@Nullable Integer value) {
    return new EmbeddingOptions(value, maxNorm, normType, scaleGradByFreq);
  }

  /** These options with another {@link #maxNorm}. */
  public EmbeddingOptions withMaxNorm(@Nullable Double value) {
    return new EmbeddingOptions(paddingIdx, value, normType, scaleGradByFreq);
  }

  /** These options with another {@link #normType}. */
  public EmbeddingOptions withNormType(double value) {
    return new EmbeddingOptions(paddingIdx, maxNorm, value, scaleGradByFreq);
  }

  /** These options with another {@link #scaleGradByFreq}. */
  public EmbeddingOptions withScaleGradByFreq(boolean value) {
    return new EmbeddingOptions(paddingIdx, maxNorm, normType, value);
  }

  /** As PyTorch prints those that are not the defaults. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (paddingIdx != null) {
      text.append(", padding_idx=").append(paddingIdx);
    }
    if (maxNorm != null) {
      text.append(", max_norm=").append(PythonText.of(maxNorm));
    }
    if (normType != 2) {
      text.append(", norm_type=").append(PythonText.of(normType));
    }
    return text.append(scaleGradByFreq ? ", scale_grad_by_freq=True" : "").toString();
  }
}
