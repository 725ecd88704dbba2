package dev.forja.processor.model;

import java.util.List;

/**
 * Names under which files hold a piece of a model's state: one, or those that a pattern matches.
 *
 * @param field the field of the model
 * @param path the levels of the names
 * @param required whether files always hold it, as far as the levels that it lies in are there
 */
public record SavedName(String field, List<Level> path, boolean required) {
  /** One level, or more. */
  public sealed interface Level {}

  /**
   * A name, with the earlier ones that files may have in its place; the one of today comes first.
   */
  public record Fixed(List<String> names) implements Level {}

  /** A place in a list or an array. */
  public record Index() implements Level {}

  /** A key of a map. */
  public record Key() implements Level {}

  /** Whatever comes, level after level. */
  public record Rest() implements Level {}
}
