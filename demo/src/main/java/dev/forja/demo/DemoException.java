package dev.forja.demo;

/** A failure that the user can understand and mend; its message is the one sentence he gets. */
public final class DemoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with the sentence that explains it. */
  public DemoException(String sentence) {
    super(sentence);
  }

  /** A failure with the sentence that explains it, and what caused it. */
  public DemoException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** A failure whose cause explains itself in one sentence. */
  public DemoException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
