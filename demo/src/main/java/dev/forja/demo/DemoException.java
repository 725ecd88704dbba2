package dev.forja.demo;

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

  /** Creates a failure with the message of its cause. */
  public DemoException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
