package dev.forja.onnx;

import dev.forja.io.ModelFileException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if an ONNX file cannot be read; the message names the file, and the initializer if there
 * is one. Its own fields never change, so any thread may read it.
 */
public final class OnnxException extends ModelFileException {
  @Serial private static final long serialVersionUID = 1L;

  OnnxException(String file, String problem) {
    super(file, null, problem, null);
  }

  OnnxException(String file, String problem, @Nullable Throwable cause) {
    super(file, null, problem, cause);
  }

  private OnnxException(String file, String entry, String problem) {
    super(file, entry, "initializer " + quote(entry) + ": " + problem, null);
  }

  static OnnxException inEntry(String file, String entry, String problem) {
    return new OnnxException(file, entry, problem);
  }
}
