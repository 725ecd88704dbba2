package dev.forja.onnx;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An ONNX file that cannot be read; the message names the file, and the entry if it is one's. */
public final class OnnxException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_QUOTE = 120;

  OnnxException(String file, String problem) {
    this(file, problem, null);
  }

  OnnxException(String file, String problem, @Nullable Throwable cause) {
    super(file + ": " + problem, cause);
  }

  static OnnxException inEntry(String file, String entry, String problem) {
    return new OnnxException(file, "initializer " + quote(entry) + ": " + problem);
  }

  /** Text from a file as a message may show it: on one line, and not too long. */
  static String quote(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return "'" + (line.length() <= LONGEST_QUOTE ? line : line.substring(0, 117) + "...") + "'";
  }
}
