package dev.forja.models;

import dev.forja.io.ModelFileException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file of a model is missing, damaged, or asks for something that is not known. The
 * message names the file, the problem and what to do. Its own fields never change, so any thread
 * may read it.
 */
public final class ModelLoadException extends ModelFileException {
  @Serial private static final long serialVersionUID = 1;

  ModelLoadException(String file, String problem, @Nullable Throwable cause) {
    super(file, null, problem, cause);
  }
}
