package dev.forja.demo;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** A failure that the user can understand and fix; its message is the sentence that is printed. */
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates a failure with the sentence that explains it. */
  public DemoException(String sentence) {
    super(sentence);
  }

  /** Creates a failure with the sentence that explains it, and its cause. */
  public DemoException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /**
   * Creates a failure of the file system.
   *
   * @param what what could not be done, with the name of the file
   */
  public static DemoException of(String what, IOException cause) {
    return new DemoException(what + ": " + reason(cause), cause);
  }

  /** The message of an error of the file system is often only the name of the file. */
  private static String reason(IOException error) {
    return switch (error) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "there is no such file or folder";
      case FileAlreadyExistsException _ -> "a file of this name is in the way";
      case FileSystemException failed when failed.getReason() != null -> failed.getReason();
      default -> String.valueOf(error.getMessage());
    };
  }

  /** Creates a failure with the message of its cause. */
  public DemoException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
