package dev.forja.nn;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link EmbeddingBag}, under PyTorch's names. Immutable and therefore thread-safe.
 */
public final class EmbeddingBagOptions extends Options<EmbeddingBagOptions> {
  private static final EmbeddingBagOptions DEFAULTS = new EmbeddingBagOptions();

  private EmbeddingBagMode mode = EmbeddingBagMode.MEAN;
  private boolean includeLastOffset = false;
  private EmbeddingOptions table = EmbeddingOptions.defaults();

  private EmbeddingBagOptions() {}

  /** PyTorch's defaults: means. */
  public static EmbeddingBagOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #mode}. */
  public EmbeddingBagOptions withMode(EmbeddingBagMode value) {
    return copyWith(o -> o.mode = value);
  }

  /** These options with another {@link #includeLastOffset}. */
  public EmbeddingBagOptions withIncludeLastOffset(boolean value) {
    return copyWith(o -> o.includeLastOffset = value);
  }

  /** These options with another {@link #table}. */
  public EmbeddingBagOptions withTable(EmbeddingOptions value) {
    return copyWith(o -> o.table = value);
  }

  /** How the rows of a bag are reduced. */
  public EmbeddingBagMode mode() {
    return mode;
  }

  /** Whether the last offset is the end of the last bag instead of the start of another bag. */
  public boolean includeLastOffset() {
    return includeLastOffset;
  }

  /** The options in common with {@link Embedding}; the padding row is ignored. */
  public EmbeddingOptions table() {
    return table;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("mode", mode);
    settings.accept("includeLastOffset", includeLastOffset);
    settings.accept("table", table);
  }
}
