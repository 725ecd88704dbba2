package dev.forja.tokenizers;

/**
 * A part of a text, in UTF-16 chars, so that {@code text.substring(span.start(), span.end())} is
 * that part. Immutable, so any thread may read it.
 *
 * @param start the index of the first char
 * @param end the index after the last char
 */
public record Span(int start, int end) {
  /** The number of chars. */
  public int length() {
    return end - start;
  }
}
