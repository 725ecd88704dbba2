package dev.forja.tokenizers.text;

import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/** The scripts of characters, as SentencePiece joins them. */
public final class Scripts {
  private Scripts() {}

  /**
   * The script of a character, where Japanese ones count as Chinese; null for one that belongs to
   * any script: a space, or what is unknown.
   */
  public static @Nullable UnicodeScript of(int c) {
    if (c == ' ' || Unicode.isOfAnyScript(c)) {
      return null;
    }
    if (c == 0x30FC) {
      return UnicodeScript.HAN;
    }
    UnicodeScript script = UnicodeScript.of(c);
    return switch (script) {
      case HIRAGANA, KATAKANA -> UnicodeScript.HAN;
      default -> script;
    };
  }
}
