package dev.forja.io;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a safetensors file cannot be read or written; the message names the file and the entry.
 */
public final class SafetensorsException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private static final int LONGEST_QUOTE = 120;

  SafetensorsException(Path file, String problem) {
    this(file, problem, null);
  }

  SafetensorsException(Path file, String problem, @Nullable Throwable cause) {
    super(file + ": " + problem, cause);
  }

  static SafetensorsException inEntry(Path file, String entry, String problem) {
    return new SafetensorsException(file, "tensor " + quote(entry) + ": " + problem);
  }

  /** Quotes text from a file for a message: on one line, and not too long. */
  static String quote(String text) {
    return "'" + shorten(text) + "'";
  }

  static String shorten(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }
}
