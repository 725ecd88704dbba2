package dev.forja.models;

/**
 * What a model has answered. Immutable and therefore thread-safe.
 *
 * @param text the text, without stop strings
 * @param promptTokens how many tokens were read
 * @param newTokens how many tokens were written, an end token and those of a stop string included
 * @param end why writing ended
 */
public record ChatAnswer(String text, int promptTokens, int newTokens, End end) {
  /** Why writing ended. */
  public enum End {
    /** By an end token or a stop string. */
    STOP,
    /** By the largest number of tokens. */
    LENGTH,
    /** By the reader, who wanted no more. */
    CANCELLED
  }
}
