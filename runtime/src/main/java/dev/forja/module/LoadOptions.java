package dev.forja.module;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Options for loading a state dict. Immutable and therefore thread-safe.
 *
 * <pre>{@code
 * encoder.load(file, LoadOptions.defaults().withPrefix("model.encoder."));
 * model.load(file, LoadOptions.defaults().withRenaming(name -> name.replace("gamma", "weight")));
 * }</pre>
 *
 * @param strict whether missing and unexpected names are errors; a tensor that does not fit is
 *     always an error
 * @param prefix the prefix of the names that belong to the module; it is removed, and other names
 *     are ignored
 * @param renaming returns the name in the module for a name in the state dict, without the prefix;
 *     null ignores the tensor
 */
public record LoadOptions(
    boolean strict, String prefix, Function<String, @Nullable String> renaming) {
  private static final LoadOptions DEFAULTS = new LoadOptions(true, "", name -> name);

  /** The default options: every name must match. */
  public static LoadOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another value of {@link #strict}. */
  public LoadOptions withStrict(boolean value) {
    return new LoadOptions(value, prefix, renaming);
  }

  /** These options with another value of {@link #prefix}. */
  public LoadOptions withPrefix(String value) {
    return new LoadOptions(strict, value, renaming);
  }

  /** These options with another value of {@link #renaming}. */
  public LoadOptions withRenaming(Function<String, @Nullable String> value) {
    return new LoadOptions(strict, prefix, value);
  }

  /** The name in the module; null for a tensor that does not belong to it. */
  @Nullable String inModule(String name) {
    return name.startsWith(prefix) ? renaming.apply(name.substring(prefix.length())) : null;
  }
}
