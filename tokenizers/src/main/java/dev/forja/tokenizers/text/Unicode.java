package dev.forja.tokenizers.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The classes of characters as Hugging Face's library sees them, whatever version of Unicode the
 * JDK knows: the library is built from parts that know different versions. The tables were written
 * by asking that library about each code point.
 */
public final class Unicode {
  private static final int SPACE = 1 << 5;
  private static final int WORD = 1 << 6;
  private static final int PUNCTUATION = 1 << 7;
  private static final int OTHER = 1 << 8;
  private static final int NONSPACING = 1 << 9;
  private static final int MARK = 1 << 10;
  private static final int WHITESPACE = 1 << 11;
  private static final int NUMERIC = 1 << 12;
  private static final int RUST_WORD = 1 << 13;
  private static final int CANONICAL = 1 << 14;
  private static final int COMPATIBLE = 1 << 15;
  private static final int COMBINING = 16;
  private static final int LOWER = 1 << 24;
  private static final int ANY_SCRIPT = 1 << 25;

  /** The names of general categories; the index of each is its number, 0 that of the unassigned. */
  public static final List<String> CATEGORIES =
      List.of(
          "Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps",
          "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Co");

  private static final Map<Integer, Integer> LOWERED = new HashMap<>();
  private static final BlockTable TABLE = read();

  private Unicode() {}

  private static int of(int c) {
    return TABLE.get(c);
  }

  /** The number of the general category that regular expressions know. */
  public static int category(int c) {
    return of(c) & 31;
  }

  /** Whether regular expressions take it for a letter. */
  public static boolean isLetter(int c) {
    int category = of(c) & 31;
    return category >= 1 && category <= 5;
  }

  /** Whether regular expressions take it for a mark. */
  public static boolean isMarkCategory(int c) {
    int category = of(c) & 31;
    return category >= 6 && category <= 8;
  }

  /** Whether regular expressions take it for a number. */
  public static boolean isNumber(int c) {
    int category = of(c) & 31;
    return category >= 9 && category <= 11;
  }

  /** Whether regular expressions take it for a space. */
  public static boolean isSpace(int c) {
    return (of(c) & SPACE) != 0;
  }

  /** Whether regular expressions take it for a character of a word. */
  public static boolean isWord(int c) {
    return (of(c) & WORD) != 0;
  }

  /** Whether the pre-tokenizers of punctuation take it for punctuation. */
  public static boolean isPunctuation(int c) {
    return (of(c) & PUNCTUATION) != 0;
  }

  /** Whether BERT's normaliser removes it. */
  public static boolean isOther(int c) {
    return (of(c) & OTHER) != 0;
  }

  /** Whether BERT's normaliser takes it for an accent. */
  public static boolean isNonspacing(int c) {
    return (of(c) & NONSPACING) != 0;
  }

  /** Whether the normaliser of accents takes it for one. */
  public static boolean isMark(int c) {
    return (of(c) & MARK) != 0;
  }

  /** Whether all but regular expressions take it for white space. */
  public static boolean isWhitespace(int c) {
    return (of(c) & WHITESPACE) != 0;
  }

  /** Whether the pre-tokenizer of digits takes it for one. */
  public static boolean isNumeric(int c) {
    return (of(c) & NUMERIC) != 0;
  }

  /** Whether the pre-tokenizer of words, and added tokens, take it for a character of a word. */
  public static boolean isRustWord(int c) {
    return (of(c) & RUST_WORD) != 0;
  }

  /** Whether it has a canonical decomposition, other than a Hangul syllable. */
  static boolean isCanonical(int c) {
    return (of(c) & CANONICAL) != 0;
  }

  /** Whether it has a compatibility or canonical decomposition, other than a Hangul syllable. */
  static boolean isCompatible(int c) {
    return (of(c) & COMPATIBLE) != 0;
  }

  /** The canonical combining class. */
  static int combiningClass(int c) {
    return of(c) >> COMBINING & 255;
  }

  /** Whether it has no script of its own, as far as the pre-tokenizer of scripts knows. */
  static boolean isOfAnyScript(int c) {
    return (of(c) & ANY_SCRIPT) != 0;
  }

  /** The lower case, except for {@code U+0130}, which has two characters. */
  public static int lower(int c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? c + 32 : c;
    }
    return (of(c) & LOWER) != 0 ? LOWERED.getOrDefault(c, c) : c;
  }

  private static BlockTable read() {
    try (InputStream in =
        Objects.requireNonNull(Unicode.class.getResourceAsStream("unicode.txt"))) {
      BlockTable table = new BlockTable(0x110000);
      new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> addRuns(line, table));
      return table;
    } catch (IOException e) {
      throw new IllegalStateException("unicode.txt of this library cannot be read", e);
    }
  }

  /**
   * Adds the runs of a line: its name and, for each run, how far it begins behind the end of the
   * last one, a plus and its length less one if that is not 0, and a colon and a value if there is
   * one.
   */
  private static void addRuns(String line, BlockTable table) {
    int at = line.indexOf(' ');
    String name = line.substring(0, at);
    int last = 0;
    while (at < line.length()) {
      int end = line.indexOf(' ', at + 1);
      end = end < 0 ? line.length() : end;
      int colon = line.indexOf(':', at + 1, end);
      int placeEnd = colon < 0 ? end : colon;
      int plus = line.indexOf('+', at + 1, placeEnd);
      int firstEnd = plus < 0 ? placeEnd : plus;
      int first = last + Integer.parseInt(line, at + 1, firstEnd, 36);
      last = plus < 0 ? first : first + Integer.parseInt(line, plus + 1, placeEnd, 36);
      String value = colon < 0 ? "" : line.substring(colon + 1, end);
      table.add(first, last, bits(name, value));
      if (name.equals("lower")) {
        for (int c = first; c <= last; c++) {
          LOWERED.put(c, c + Integer.parseInt(value));
        }
      }
      at = end;
    }
  }

  private static int bits(String name, String value) {
    return switch (name) {
      case "category" -> CATEGORIES.indexOf(value);
      case "space" -> SPACE;
      case "word" -> WORD;
      case "punctuation" -> PUNCTUATION;
      case "other" -> OTHER;
      case "nonspacing" -> NONSPACING;
      case "mark" -> MARK;
      case "whitespace" -> WHITESPACE;
      case "numeric" -> NUMERIC;
      case "rustword" -> RUST_WORD;
      case "canonical" -> CANONICAL;
      case "compatible" -> COMPATIBLE;
      case "combining" -> Integer.parseInt(value) << COMBINING;
      case "lower" -> LOWER;
      case "anyscript" -> ANY_SCRIPT;
      default -> throw new IllegalStateException(name);
    };
  }
}
