package dev.forja.models;

import dev.forja.tokenizers.Tokenizer;
import java.util.Arrays;
import java.util.List;

/**
 * The text that tokens add to that of a prompt, in pieces that are complete characters, and without
 * what may be the beginning of a stop string.
 */
final class TextPieces {
  /** Tokens before the new ones that they are decoded with, because some join with others. */
  private static final int CONTEXT = 6;

  private final Tokenizer tokenizer;
  private final List<String> stops;
  private final StringBuilder text = new StringBuilder();
  private int[] tokens;
  private int from;
  private int read;
  private int given;
  private boolean stopped;

  TextPieces(Tokenizer tokenizer, int[] prompt, List<String> stops) {
    this.tokenizer = tokenizer;
    this.stops = stops;
    this.tokens = Arrays.copyOfRange(prompt, Math.max(0, prompt.length - CONTEXT), prompt.length);
    this.read = tokens.length;
  }

  /** Adds a token; returns the text that is certain now. */
  String add(int token) {
    tokens = Arrays.copyOf(tokens, tokens.length + 1);
    tokens[tokens.length - 1] = token;
    String before = decode(read);
    String now = decode(tokens.length);
    // A replacement character at the end may become a whole one with the next token.
    if (now.length() > before.length() && now.startsWith(before) && !now.endsWith("\uFFFD")) {
      take(now.substring(before.length()));
    }
    return piece(false);
  }

  private String decode(int to) {
    return tokenizer.decode(Arrays.copyOfRange(tokens, from, to));
  }

  private void take(String more) {
    text.append(more);
    from = Math.max(0, Math.min(read, tokens.length - CONTEXT));
    read = tokens.length;
    for (String stop : stops) {
      int at = text.indexOf(stop, Math.max(0, given - stop.length()));
      if (at >= 0) {
        text.setLength(at);
        stopped = true;
      }
    }
  }

  /** What is left at the end. */
  String finish() {
    String before = decode(read);
    String now = decode(tokens.length);
    if (!stopped && now.length() > before.length() && now.startsWith(before)) {
      take(now.substring(before.length()));
    }
    return piece(true);
  }

  private String piece(boolean last) {
    int end = text.length();
    if (!last && !stopped) {
      for (String stop : stops) {
        end = Math.min(end, text.length() - overlap(stop));
      }
    }
    String piece = end > given ? text.substring(given, end) : "";
    given = Math.max(given, end);
    return piece;
  }

  /** How many characters of the end may begin a stop string. */
  private int overlap(String stop) {
    for (int n = Math.min(stop.length() - 1, text.length()); n > 0; n--) {
      if (stop.startsWith(text.substring(text.length() - n))) {
        return n;
      }
    }
    return 0;
  }

  /** Whether a stop string has come. */
  boolean isStopped() {
    return stopped;
  }

  /** The text so far, without a stop string. */
  String text() {
    return text.toString();
  }
}
