package dev.forja.processor.checkpoint;

/** Thrown if a file of weights cannot be read. */
public final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int MOST_TEXT = 200;

  UnreadableException(Damage damage, Object... details) {
    super(shorten(damage.text(details)));
  }

  /** Shortens text from a file, which may have any length, and removes control characters. */
  private static String shorten(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= MOST_TEXT ? plain : plain.substring(0, MOST_TEXT) + "...";
  }

  /** The reason, as the end of a sentence. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
