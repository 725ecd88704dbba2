package dev.forja.module;

import dev.forja.io.ModelFileException;
import java.io.Serial;
import java.nio.file.Path;

/**
 * A file could be read, but its tensors do not fit the module that it was loaded into: names are
 * missing or unexpected, or shapes or types differ. Nothing was changed. It is a {@link
 * ModelFileException}, since to whoever loads a file, one that does not fit and one that cannot be
 * read are both the wrong file. Like every exception, it is handled by one thread at a time; its
 * fields never change.
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
