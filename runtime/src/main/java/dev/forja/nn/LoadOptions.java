package dev.forja.nn;

/**
 * How a state dict is loaded.
 *
 * @param strict whether missing and unexpected names are errors; a tensor that does not fit always
 *     is
 */
public record LoadOptions(boolean strict) {
  /** Every name must match: the default. */
  public static LoadOptions defaults() {
    return new LoadOptions(true);
  }

  /** These options with another value of {@link #strict}. */
  public LoadOptions withStrict(boolean value) {
    return new LoadOptions(value);
  }
}
