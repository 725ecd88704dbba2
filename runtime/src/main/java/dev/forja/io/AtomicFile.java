package dev.forja.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;

/**
 * Replaces a file whole or not at all: the new contents go to a temporary file beside it, are
 * forced to the disk, and take the old file's place in one move.
 */
public final class AtomicFile {
  private static final int MOST_LINKS = 40;

  private AtomicFile() {}

  /** Writes the contents of a file. */
  @FunctionalInterface
  public interface Body {
    /** Writes them to a channel that stands at the beginning. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes {@code path}, or the file it links to; whatever fails, the old contents stay.
   *
   * @throws IOException if it cannot be written, with the reason
   */
  public static void write(Path path, Body body) throws IOException {
    Path target = followLinks(path);
    Path directory = target.toAbsolutePath().getParent();
    if (Files.isDirectory(target) || directory == null) {
      throw new FileSystemException(path.toString(), null, "it is a directory");
    }
    if (!Files.isDirectory(directory)) {
      throw new FileSystemException(
          path.toString(), null, "there is no directory " + directory + "; create it first");
    }
    // A short name of its own: the target's may already be as long as names can be.
    Path temporary = directory.resolve(".forja-" + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        body.write(channel);
        channel.force(true);
      }
      keepPermissions(target, temporary);
      move(temporary, target);
    } catch (Throwable e) {
      delete(temporary, e);
      throw e;
    }
    forceDirectory(directory);
  }

  private static Path followLinks(Path path) throws IOException {
    Path target = path;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemException(path.toString(), null, "its symbolic links have no end");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }

  /** Moves a file over another, in one step where the file system can. */
  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void delete(Path temporary, Throwable because) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  /** Makes the move itself last through a power cut, where directories can be forced. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Not every system lets a directory be opened; the file itself is safe already.
    }
  }
}
