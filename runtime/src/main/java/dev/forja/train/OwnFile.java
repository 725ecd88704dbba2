package dev.forja.train;

import dev.forja.io.ModelFileException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that a run writes again and again, and nobody else: one that was there before the run, or
 * that somebody else has written since, is left as it is.
 */
final class OwnFile {
  private final @Nullable Path path;
  private @Nullable Object last;
  private boolean own;

  /** Null for no file: then nothing is written. */
  OwnFile(@Nullable Path path) {
    this.path = path;
  }

  /** Writes a file. */
  @FunctionalInterface
  interface Body {
    void write(Path file) throws ModelFileException;
  }

  /** Says that what is there now belongs to this run: it goes on from it. */
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
              ? path + " was written by somebody else since this run did: does another run use it?"
              : path
                  + " was there before this run: restore the run that it is of, move it away, or"
                  + " give this run another file");
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

  /** What tells one writing of the file from another; null if there is none. */
  private @Nullable Object stamp() {
    try {
      if (path == null || Files.notExists(path)) {
        return null;
      }
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return file.lastModifiedTime() + " " + file.size() + " " + file.fileKey();
    } catch (IOException _) {
      return null; // what cannot be looked at cannot be written either, and says so itself
    }
  }
}
