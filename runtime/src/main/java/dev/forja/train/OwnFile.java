package dev.forja.train;

import dev.forja.io.SafetensorsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that only this run may overwrite: a file that existed before the run, or that was written
 * by another program since, is not overwritten.
 */
final class OwnFile {
  private final @Nullable Path path;
  private @Nullable Object last;
  private boolean own;

  /** Creates the guard of a file; if the path is null, nothing is written. */
  OwnFile(@Nullable Path path) {
    this.path = path;
  }

  /** Writes a file. */
  @FunctionalInterface
  interface Body {
    void write(Path file) throws SafetensorsException;
  }

  /** Declares that the existing file belongs to this run, which continues from it. */
  void own() {
    own = true;
    last = stamp();
  }

  void write(Body body) throws SafetensorsException {
    if (path == null) {
      return;
    }
    Object now = stamp();
    if (now != null && !now.equals(last)) {
      throw new IllegalStateException(
          own
              ? path
                  + " was changed by another program since this run wrote it: does another run use"
                  + " it?"
              : path
                  + " existed before this run: restore the run that it belongs to, move it away, or"
                  + " use another file for this run");
    }
    body.write(path);
    own();
  }

  /** A value that changes whenever the file is written; null if there is no file. */
  private @Nullable Object stamp() {
    try {
      if (path == null || Files.notExists(path)) {
        return null;
      }
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
    } catch (IOException _) {
      return null; // a file that cannot be inspected cannot be written either, which reports the
      // error
    }
  }
}
