package dev.forja.processor.checkpoint;

/** A file of weights that cannot be read. */
public final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1;
  private static final int MOST_TEXT = 200;

  UnreadableException(Damage damage, Object... details) {
    super(shorten(damage.text(details)));
  }

  /** Texts from a file may be of any length, and hold whatever would disturb a terminal. */
  private static String shorten(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= MOST_TEXT ? plain : plain.substring(0, MOST_TEXT) + "...";
  }

  /** Why, as the end of a sentence. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
