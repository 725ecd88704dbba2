package dev.forja.module;

import dev.forja.spi.NamePattern;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Options for loading a state dict. Each {@code with} method returns a copy with another value of
 * one option. Immutable and therefore thread-safe.
 *
 * <pre>{@code
 * encoder.load(file, LoadOptions.defaults().withPrefix("model.encoder."));
 * model.load(file, LoadOptions.defaults().withRenaming(name -> name.replace("gamma", "weight")));
 * bert.load(file, LoadOptions.defaults().withAllowedMissing("embeddings.position_ids"));
 * bert.load(file, LoadOptions.defaults().withAllowedUnexpected("cls.**", "*.pooler.**"));
 * }</pre>
 */
public final class LoadOptions {
  @SuppressWarnings("UnnecessaryLambda") // compared by identity
  private static final Function<String, @Nullable String> SAME_NAMES = name -> name;

  private static final LoadOptions DEFAULTS =
      new LoadOptions(true, "", SAME_NAMES, List.of(), List.of());

  private final boolean strict;
  private final String prefix;
  private final Function<String, @Nullable String> renaming;
  private final List<String> allowedMissing;
  private final List<String> allowedUnexpected;

  private LoadOptions(
      boolean strict,
      String prefix,
      Function<String, @Nullable String> renaming,
      List<String> allowedMissing,
      List<String> allowedUnexpected) {
    this.strict = strict;
    this.prefix = prefix;
    this.renaming = renaming;
    this.allowedMissing = allowedMissing;
    this.allowedUnexpected = allowedUnexpected;
  }

  /** The default options: every name must match. */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Whether missing and unexpected names are errors. A tensor whose shape or type does not fit is
   * always an error.
   */
  public boolean strict() {
    return strict;
  }

  /** The prefix of the names that belong to the module; other names are ignored. */
  public String prefix() {
    return prefix;
  }

  /**
   * Returns the name in the module for a name in the state dict, without the prefix; null ignores
   * the tensor.
   */
  public Function<String, @Nullable String> renaming() {
    return renaming;
  }

  /** Patterns of the names in the module that the state dict may lack. */
  public List<String> allowedMissing() {
    return allowedMissing;
  }

  /** Patterns of the names in the state dict that the module may lack. */
  public List<String> allowedUnexpected() {
    return allowedUnexpected;
  }

  /** These options with another value of {@link #strict}. */
  public LoadOptions withStrict(boolean value) {
    return new LoadOptions(value, prefix, renaming, allowedMissing, allowedUnexpected);
  }

  /**
   * These options for a state dict whose names begin with a prefix, such as {@code bert.}. The
   * prefix is removed, and tensors whose names do not begin with it are ignored.
   */
  public LoadOptions withPrefix(String value) {
    Objects.requireNonNull(value, "prefix");
    return new LoadOptions(strict, value, renaming, allowedMissing, allowedUnexpected);
  }

  /** These options with another value of {@link #renaming}, which sees names without the prefix. */
  public LoadOptions withRenaming(Function<String, @Nullable String> value) {
    Objects.requireNonNull(value, "renaming");
    return new LoadOptions(strict, prefix, value, allowedMissing, allowedUnexpected);
  }

  /**
   * These options with names in the module that the state dict may lack, replacing those set
   * before. Such a parameter or buffer keeps its value, and the report lists it.
   *
   * @param patterns names in the module; {@code *} stands for one name between dots, {@code **} for
   *     any number of them
   */
  public LoadOptions withAllowedMissing(String... patterns) {
    return new LoadOptions(strict, prefix, renaming, List.of(patterns), allowedUnexpected);
  }

  /**
   * These options with names that the state dict may have beyond those of the module, replacing
   * those set before. Such a tensor is not read, and the report lists it.
   *
   * @param patterns names in the state dict as the module would have them, without the prefix and
   *     renamed; {@code *} stands for one name between dots, {@code **} for any number of them
   */
  public LoadOptions withAllowedUnexpected(String... patterns) {
    return new LoadOptions(strict, prefix, renaming, allowedMissing, List.of(patterns));
  }

  /** The name in the module; null for a tensor that does not belong to it. */
  @Nullable String inModule(String name) {
    return name.startsWith(prefix) ? renaming.apply(name.substring(prefix.length())) : null;
  }

  /** Whether names are unchanged, except for the prefix. */
  boolean keepsNames() {
    return renaming == SAME_NAMES;
  }

  /** Whether a difference is not an error. */
  boolean allows(LoadReport.Difference difference) {
    if (difference instanceof LoadReport.Missing missing) {
      return !strict || matches(allowedMissing, missing.name());
    }
    return difference instanceof LoadReport.Unexpected unexpected
        && (!strict || matches(allowedUnexpected, unexpected.name()));
  }

  private static boolean matches(List<String> patterns, String name) {
    for (String pattern : patterns) {
      if (NamePattern.of(pattern).matches(name)) {
        return true;
      }
    }
    return false;
  }
}
