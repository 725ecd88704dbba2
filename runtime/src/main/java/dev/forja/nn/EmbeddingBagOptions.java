package dev.forja.nn;

/**
 * The options of {@link EmbeddingBag}, by PyTorch's names. Immutable.
 *
 * @param mode what is made of the rows of a bag
 * @param includeLastOffset whether the last offset is the end of the last bag instead of the
 *     beginning of one more
 * @param table the options that it shares with {@link Embedding}; its padding row counts nowhere
 */
public record EmbeddingBagOptions(
    EmbeddingBagMode mode, boolean includeLastOffset, EmbeddingOptions table) {
  private static final EmbeddingBagOptions DEFAULTS =
      new EmbeddingBagOptions(EmbeddingBagMode.MEAN, false, EmbeddingOptions.defaults());

  /** PyTorch's defaults: means. */
  public static EmbeddingBagOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #mode}. */
  public EmbeddingBagOptions withMode(EmbeddingBagMode value) {
    return new EmbeddingBagOptions(value, includeLastOffset, table);
  }

  /** These options with another {@link #includeLastOffset}. */
  public EmbeddingBagOptions withIncludeLastOffset(boolean value) {
    return new EmbeddingBagOptions(mode, value, table);
  }

  /** These options with another {@link #table}. */
  public EmbeddingBagOptions withTable(EmbeddingOptions value) {
    return new EmbeddingBagOptions(mode, includeLastOffset, value);
  }
}
