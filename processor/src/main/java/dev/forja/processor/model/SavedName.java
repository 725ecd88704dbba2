package dev.forja.processor.model;

import java.util.List;

/**
 * The names of a piece of a model's state in files: a single name, or all that match a pattern.
 *
 * @param field the field of the model
 * @param path the levels of the names
 * @param required whether files always contain it, provided that its parent levels exist
 */
public record SavedName(String field, List<Level> path, boolean required) {
  /** One or more levels. */
  public sealed interface Level {}

  /** A name, with earlier names that files may have instead; the current one comes first. */
  public record Fixed(List<String> names) implements Level {}

  /** An index in a list or an array. */
  public record Index() implements Level {}

  /** A key of a map. */
  public record Key() implements Level {}

  /** Any further levels. */
  public record Rest() implements Level {}
}
