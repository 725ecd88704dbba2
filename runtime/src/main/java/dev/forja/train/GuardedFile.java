package dev.forja.train;

import dev.forja.io.ModelFileException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that only this run may overwrite: a file that existed before the run, or that was written
 * by another program since, is not overwritten.
 */
final class GuardedFile {
  private final @Nullable Path path;
  private @Nullable Object last;
  private boolean own;

  /** Creates the guard of a file; if the path is null, nothing is written. */
  GuardedFile(@Nullable Path path) {
    this.path = path;
  }

  /** Writes a file. */
  @FunctionalInterface
  interface Body {
    void write(Path file) throws ModelFileException;
  }

  /** Declares that the existing file belongs to this run, which continues from it. */
  void own() {
    own = true;
    last = stamp();
  }

  void write(Body body) throws ModelFileException {
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
    writeThough(path, body);
    own();
  }

  /**
   * Writes even if this thread is or gets interrupted, which would close the file amid the writing:
   * whoever interrupts a run wants it to stop with its state saved. The thread stays interrupted.
   */
  private static void writeThough(Path path, Body body) throws ModelFileException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          body.write(path);
          return;
        } catch (ModelFileException failed) {
          if (!(failed.getCause() instanceof ClosedByInterruptException)) {
            throw failed;
          }
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
