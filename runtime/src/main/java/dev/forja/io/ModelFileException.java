package dev.forja.io;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a file of a model cannot be read or written, or does not fit the module that it is
 * loaded into. All methods of Forja that load or save a file throw this exception or one of its
 * subclasses, so one {@code catch} handles them all. The message names the file, the entry if there
 * is one, the problem and the remedy.
 *
 * <p>Its own fields never change, so any thread may read it.
 */
public class ModelFileException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private static final int LONGEST_QUOTE = 120;

  private final String file;
  private final @Nullable String entry;

  /** A problem of a whole file. */
  public ModelFileException(Path file, String problem) {
    this(file.toString(), null, problem, null);
  }

  /** A problem of a whole file, and the exception that showed it. */
  public ModelFileException(Path file, String problem, @Nullable Throwable cause) {
    this(file.toString(), null, problem, cause);
  }

  /**
   * A problem of a file, or of one entry in it.
   *
   * @param file what messages call the file: mostly its path
   * @param entry the name of the entry; null if the problem concerns the whole file
   */
  protected ModelFileException(
      String file, @Nullable String entry, String problem, @Nullable Throwable cause) {
    super(file + ": " + problem, cause);
    this.file = file;
    this.entry = entry;
  }

  /** A file that could not be written, with the reason that the file system gives. */
  public static ModelFileException unwritable(Path file, IOException cause) {
    return cause instanceof ModelFileException same
        ? same
        : new ModelFileException(file, "cannot be written: " + OsErrors.say(cause), cause);
  }

  /** A file that could not be read, with the reason that the file system gives. */
  public static ModelFileException unreadable(Path file, IOException cause) {
    return cause instanceof ModelFileException same
        ? same
        : new ModelFileException(file, "cannot be read: " + OsErrors.say(cause), cause);
  }

  /** The file as the message names it: mostly its path. */
  public final String file() {
    return file;
  }

  /** The name of the entry that the problem concerns; empty if it concerns the whole file. */
  public final Optional<String> entry() {
    return Optional.ofNullable(entry);
  }

  /**
   * Text from a file as a message may show it: in quotes, on one line, and not too long. For the
   * messages of readers of further formats.
   */
  public static String quote(String text) {
    return "'" + shorten(text) + "'";
  }

  /** Text from a file on one line, and not too long. */
  static String shorten(String text) {
    boolean isLong = text.length() > LONGEST_QUOTE;
    String beginning = isLong ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    // Controls, and characters that hide others or change the direction of the text.
    return beginning.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
  }
}
