package dev.forja.tokenizers.text;

/** The scripts of characters, as SentencePiece joins them. */
public final class Scripts {
  /** No script of its own: a space, or what is unknown. */
  public static final int ANY = -1;

  private Scripts() {}

  /** The number of the script of a character: Japanese ones count as Chinese. */
  public static int of(int c) {
    if (c == ' ' || Unicode.isOfAnyScript(c)) {
      return ANY;
    }
    if (c == 0x30FC) {
      return Character.UnicodeScript.HAN.ordinal();
    }
    Character.UnicodeScript script = Character.UnicodeScript.of(c);
    return switch (script) {
      case HIRAGANA, KATAKANA -> Character.UnicodeScript.HAN.ordinal();
      default -> script.ordinal();
    };
  }
}
