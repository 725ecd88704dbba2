package dev.forja.processor.model;

import java.util.List;

/**
 * A parsed {@code @Shape}.
 *
 * @param text as the user wrote it
 * @param open whether it begins with {@code ...}, so that {@code sizes} are the last dimensions
 * @param sizes one per dimension
 */
public record Shape(String text, boolean open, List<Size> sizes) {
  /** The required size of one dimension. */
  public sealed interface Size {}

  /** Any size. */
  public record Any() implements Size {}

  /** A fixed size. */
  public record Literal(int value) implements Size {}

  /** The value of an {@code int} field of the model, and the expression that reads it. */
  public record Field(String name, String read) implements Size {}

  /** The size that the symbol was bound to at its first occurrence. */
  public record Symbol(String name) implements Size {}
}
