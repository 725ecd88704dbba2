package dev.forja.module;

import dev.forja.io.ModelFileException;
import java.io.Serial;
import java.nio.file.Path;

/**
 * Thrown if a file can be read but its tensors do not fit the module that it is loaded into: names
 * are missing or unexpected, or shapes or types differ. Nothing was changed then. It is a {@link
 * ModelFileException}, since a file that does not fit and a file that cannot be read are both wrong
 * files for the caller. Its own fields never change, so any thread may read it.
 */
public final class StateMismatchException extends ModelFileException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient LoadReport report;

  StateMismatchException(Path file, LoadException mismatch) {
    super(file, String.valueOf(mismatch.getMessage()), mismatch);
    this.report = mismatch.report();
  }

  /** Everything that did not fit. */
  public LoadReport report() {
    return report;
  }
}
