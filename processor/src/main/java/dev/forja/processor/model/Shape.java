package dev.forja.processor.model;

import java.util.List;

/**
 * A {@code @Shape} as it was read.
 *
 * @param text as the user wrote it
 * @param open whether it begins with {@code ...}, so that {@code sizes} are the last dimensions
 * @param sizes one per dimension
 */
public record Shape(String text, boolean open, List<Size> sizes) {
  /** What one dimension has to be. */
  public sealed interface Size {}

  /** Anything. */
  public record Any() implements Size {}

  /** That number. */
  public record Literal(int value) implements Size {}

  /** The value of an {@code int} field of the model, and how it is read. */
  public record Field(String name, String read) implements Size {}

  /** What the symbol was bound to at first sight. */
  public record Symbol(String name) implements Size {}
}
