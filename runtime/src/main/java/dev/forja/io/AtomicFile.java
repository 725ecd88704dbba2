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
 * Replaces a file whole or not at all: the new contents go to a temporary file beside it, are
 * forced to the disk, and take the old file's place in one move.
 */
public final class AtomicFile {
  private static final int MOST_LINKS = 40;
  private static final String PREFIX = ".forja-";
  private static final String SUFFIX = ".tmp";

  private AtomicFile() {}

  /** Writes the contents of a file. */
  @FunctionalInterface
  public interface Contents {
    /** Writes them to a channel that stands at the beginning. */
    void write(FileChannel channel) throws IOException;
  }

  /**
   * Writes {@code path}, or the file it links to; whatever fails, the old contents stay.
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
          path.toString(), null, "it is no regular file, but a pipe, a socket or a device");
    }
    if (!Files.isDirectory(directory)) {
      throw new FileSystemException(
          path.toString(), null, "there is no directory " + directory + "; create it first");
    }
    // A short name of its own: the target's may already be as long as names can be.
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

  /** Tells other writers that this file is being written; null where files have no locks. */
  private static @Nullable FileLock lock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (IOException | OverlappingFileLockException _) {
      return null;
    }
  }

  /**
   * Deletes what writers left that were killed: temporary files that nobody has locked, nor changed
   * for a minute. A file that cannot be looked at or deleted is left to the next.
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
      // They are in nobody's way.
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
        throw new FileSystemException(path.toString(), null, "its symbolic links have no end");
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

  /** Only the superuser may give files away; for others the file becomes their own. */
  private static void keepOwner(PosixFileAttributeView view, PosixFileAttributes old) {
    try {
      view.setGroup(old.group());
      view.setOwner(old.owner());
    } catch (IOException _) {
      // The contents matter more than whose they are.
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
            "it is a mount of its own, as files are that are mounted alone into a container, and"
                + " cannot be replaced: mount its folder instead");
      }
      throw e;
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
