package dev.forja.io;

import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a safetensors file cannot be read or written; the message names the file and the
 * tensor. Its own fields never change, so any thread may read it.
 */
public final class SafetensorsException extends ModelFileException {
  @Serial private static final long serialVersionUID = 1;

  SafetensorsException(Path file, String problem) {
    super(file, problem);
  }

  SafetensorsException(Path file, String problem, @Nullable Throwable cause) {
    super(file, problem, cause);
  }

  private SafetensorsException(Path file, String entry, String problem) {
    super(file.toString(), entry, "tensor " + quote(entry) + ": " + problem, null);
  }

  static SafetensorsException inEntry(Path file, String entry, String problem) {
    return new SafetensorsException(file, entry, problem);
  }

  /** The exception for a file that is of another format; {@code otherwise} if that is not known. */
  static SafetensorsException orOtherFormat(
      Path file, Optional<FileFormat> format, SafetensorsException otherwise) {
    return format
        .filter(other -> other != FileFormat.SAFETENSORS)
        .map(
            other ->
                new SafetensorsException(
                    file, "is not a safetensors file: " + other.advice(), otherwise))
        .orElse(otherwise);
  }
}
