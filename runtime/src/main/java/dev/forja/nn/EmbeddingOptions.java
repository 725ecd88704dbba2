package dev.forja.nn;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The options of {@link Embedding}, under PyTorch's names. Immutable and therefore thread-safe. */
public final class EmbeddingOptions extends Options<EmbeddingOptions> {
  private static final EmbeddingOptions DEFAULTS = new EmbeddingOptions();

  private @Nullable Integer paddingIdx = null;
  private @Nullable Double maxNorm = null;
  private double normType = 2;
  private boolean scaleGradByFreq = false;

  private EmbeddingOptions() {}

  /** PyTorch's defaults: every row is trained, without a maximum norm. */
  public static EmbeddingOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #paddingIdx}. */
  public EmbeddingOptions withPaddingIdx(@Nullable Integer value) {
    return copyWith(o -> o.paddingIdx = value);
  }

  /** These options with another {@link #maxNorm}. */
  public EmbeddingOptions withMaxNorm(@Nullable Double value) {
    return copyWith(o -> o.maxNorm = value);
  }

  /** These options with another {@link #normType}. */
  public EmbeddingOptions withNormType(double value) {
    return copyWith(o -> o.normType = value);
  }

  /** These options with another {@link #scaleGradByFreq}. */
  public EmbeddingOptions withScaleGradByFreq(boolean value) {
    return copyWith(o -> o.scaleGradByFreq = value);
  }

  /** The options that differ from the defaults, in PyTorch's format. */
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

  /**
   * The row that is initialised with zeros and not trained, a negative one counted from the end;
   * null for none.
   */
  public @Nullable Integer paddingIdx() {
    return paddingIdx;
  }

  /**
   * The maximum norm of a row: a row with a larger norm is scaled down, in the table itself, when
   * it is looked up; null for no limit.
   */
  public @Nullable Double maxNorm() {
    return maxNorm;
  }

  /** The p of that norm. */
  public double normType() {
    return normType;
  }

  /**
   * Whether the gradient of a row is divided by the number of times it was looked up. For bags it
   * is divided by the count that PyTorch's CPU kernel uses, which is often that of another row.
   */
  public boolean scaleGradByFreq() {
    return scaleGradByFreq;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("paddingIdx", paddingIdx);
    settings.accept("maxNorm", maxNorm);
    settings.accept("normType", normType);
    settings.accept("scaleGradByFreq", scaleGradByFreq);
  }
}
