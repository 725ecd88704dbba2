package dev.forja.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a file atomically: the new contents are written to a temporary file in the same folder,
 * forced to the disk, and moved over the old file in one step. Stateless and therefore thread-safe.
 */
public final class AtomicFile {
  private static final int MOST_LINKS = 40;
  private static final String PREFIX = ".forja-";
  private static final String SUFFIX = ".tmp";

  private AtomicFile() {}

  /** Writes the contents of a file. It runs on the thread that writes. */
  @FunctionalInterface
  public interface Contents {
    /** Writes the contents to a channel, which is at position 0. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes {@code path}, or the file that it links to; if anything fails, the old contents are
   * kept.
   *
   * @throws IOException if it cannot be written, with the reason
   */
  public static void write(Path path, Contents body) throws IOException {
    Path target = followLinks(path);
    Path directory = target.toAbsolutePath().getParent();
    if (Files.isDirectory(target) || directory == null) {
      throw new FileSystemException(path.toString(), null, "it is a directory");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(
          path.toString(), null, "it is not a regular file, but a pipe, a socket or a device");
    }
    if (!Files.isDirectory(directory)) {
      throw new FileSystemException(
          path.toString(), null, "there is no directory " + directory + "; create it first");
    }
    // The temporary file has a short name, because that of the target may already have the maximum
    // length.
    Path temporary = directory.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    deleteLeftOvers(directory);
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          FileLock _ = lock(channel)) {
        body.write(channel);
        channel.force(true);
      }
      keepPermissions(target, temporary);
      moveOver(temporary, target);
    } catch (Throwable e) {
      delete(temporary, e);
      throw e;
    }
    forceDirectory(directory);
  }

  /** Locks the file to show other writers that it is in use; null if locks are not supported. */
  private static @Nullable FileLock lock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (IOException | OverlappingFileLockException _) {
      return null;
    }
  }

  /**
   * Deletes the temporary files of killed writers: those that are neither locked nor changed for a
   * minute. A file that cannot be inspected or deleted is left for a later call.
   */
  private static void deleteLeftOvers(Path directory) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      Instant before = Instant.now().minus(Duration.ofMinutes(1));
      for (Path file : files) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && Files.getLastModifiedTime(file).toInstant().isBefore(before)
            && isAbandoned(file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // Left-over files do no harm.
    }
  }

  private static boolean isAbandoned(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      return lock != null;
    }
  }

  private static Path followLinks(Path path) throws IOException {
    Path target = path;
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemException(path.toString(), null, "its symbolic links form a loop");
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      PosixFileAttributes old = Files.readAttributes(from, PosixFileAttributes.class);
      PosixFileAttributes own = view.readAttributes();
      if (!old.group().equals(own.group()) || !old.owner().equals(own.owner())) {
        keepOwner(view, old);
      }
      view.setPermissions(old.permissions());
    }
  }

  /**
   * Restores the owner and group. Only the superuser may change the owner; for other users the file
   * becomes their own.
   */
  private static void keepOwner(PosixFileAttributeView view, PosixFileAttributes old) {
    try {
      view.setGroup(old.group());
      view.setOwner(old.owner());
    } catch (IOException _) {
      // The contents matter more than the owner.
    }
  }

  private static void moveOver(Path from, Path to) throws IOException {
    try {
      move(from, to);
    } catch (FileSystemException e) {
      if (e.getReason() != null && e.getReason().contains("busy")) {
        throw new FileSystemException(
            to.toString(),
            null,
            "it is a mount point, like a single file that is mounted into a container, and"
                + " cannot be replaced: mount its folder instead");
      }
      throw e;
    }
  }

  /** Moves a file over another, atomically if the file system supports it. */
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

  /** Makes the move itself survive a power failure, if directories can be forced to the disk. */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // Not every system can open a directory; the file itself is already on the disk.
    }
  }
}
