package dev.forja.tokenizers.regex;

import dev.forja.tokenizers.text.Unicode;
import java.util.BitSet;

/** Replaces characters that the JDK puts into another category than Oniguruma does. */
final class StandIns {
  private static final BitSet DIFFERENT = new BitSet();

  /** By category: a character of one char and one of two that both put there; 0 for none. */
  private static final int[][] STAND_INS = new int[Unicode.CATEGORIES.size()][2];

  static {
    for (int c = 0x80; c < 0x110000; c++) {
      if (c >= 0xD800 && c < 0xE000) {
        continue;
      }
      int category = Unicode.category(c);
      int wide = c >= 0x10000 ? 1 : 0;
      if (!Unicode.CATEGORIES.get(category).equals(category(Character.getType(c)))) {
        DIFFERENT.set(c);
      } else if (STAND_INS[category][wide] == 0 && Character.toLowerCase(c) == c) {
        STAND_INS[category][wide] = c;
      }
    }
  }

  private StandIns() {}

  private static String category(int type) {
    return switch (type) {
      case Character.UPPERCASE_LETTER -> "Lu";
      case Character.LOWERCASE_LETTER -> "Ll";
      case Character.TITLECASE_LETTER -> "Lt";
      case Character.MODIFIER_LETTER -> "Lm";
      case Character.OTHER_LETTER -> "Lo";
      case Character.NON_SPACING_MARK -> "Mn";
      case Character.COMBINING_SPACING_MARK -> "Mc";
      case Character.ENCLOSING_MARK -> "Me";
      case Character.DECIMAL_DIGIT_NUMBER -> "Nd";
      case Character.LETTER_NUMBER -> "Nl";
      case Character.OTHER_NUMBER -> "No";
      case Character.CONNECTOR_PUNCTUATION -> "Pc";
      case Character.DASH_PUNCTUATION -> "Pd";
      case Character.START_PUNCTUATION -> "Ps";
      case Character.END_PUNCTUATION -> "Pe";
      case Character.INITIAL_QUOTE_PUNCTUATION -> "Pi";
      case Character.FINAL_QUOTE_PUNCTUATION -> "Pf";
      case Character.OTHER_PUNCTUATION -> "Po";
      case Character.MATH_SYMBOL -> "Sm";
      case Character.CURRENCY_SYMBOL -> "Sc";
      case Character.MODIFIER_SYMBOL -> "Sk";
      case Character.OTHER_SYMBOL -> "So";
      case Character.SPACE_SEPARATOR -> "Zs";
      case Character.LINE_SEPARATOR -> "Zl";
      case Character.PARAGRAPH_SEPARATOR -> "Zp";
      case Character.CONTROL -> "Cc";
      case Character.FORMAT -> "Cf";
      case Character.PRIVATE_USE -> "Co";
      default -> "Cn";
    };
  }

  /** A part of a text in which some characters are replaced. */
  static String text(char[] chars, int from, int to) {
    StringBuilder text = null;
    for (int i = from; i < to; ) {
      if (chars[i] < 0x80) {
        i++;
        continue;
      }
      int c = Character.codePointAt(chars, i, to);
      int size = Character.charCount(c);
      int other = DIFFERENT.get(c) ? STAND_INS[Unicode.category(c)][size - 1] : 0;
      if (other != 0) {
        if (text == null) {
          text = new StringBuilder(to - from).append(chars, from, to - from);
        }
        text.setCharAt(i - from, size == 1 ? (char) other : Character.highSurrogate(other));
        if (size == 2) {
          text.setCharAt(i - from + 1, Character.lowSurrogate(other));
        }
      }
      i += size;
    }
    return text == null ? new String(chars, from, to - from) : text.toString();
  }
}
