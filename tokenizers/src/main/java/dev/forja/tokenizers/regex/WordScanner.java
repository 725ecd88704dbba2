package dev.forja.tokenizers.regex;

import dev.forja.tokenizers.text.Unicode;

/**
 * Finds what the regular expressions of GPT-2, and of Llama 3 and its kin, find, many times faster:
 * contractions, words, numbers, other characters and white space. Each character of a text is part
 * of a match.
 */
final class WordScanner implements Finder {
  /** The regular expression of GPT-2, which pre-tokenizers of byte level use too. */
  static final String GPT2 =
      "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

  private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|";
  private static final String LETTERS = "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|";
  private static final String REST =
      "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

  /** The regular expression of Llama 3, and of GPT-4. */
  static final String LLAMA3 = CONTRACTIONS + LETTERS + "\\p{N}{1,3}" + REST;

  /** The regular expression of Qwen 2 and 3. */
  static final String QWEN = CONTRACTIONS + LETTERS + "\\p{N}" + REST;

  private final boolean isGpt2;
  private final int longestNumber;

  private WordScanner(boolean isGpt2, int longestNumber) {
    this.isGpt2 = isGpt2;
    this.longestNumber = longestNumber;
  }

  static WordScanner gpt2() {
    return new WordScanner(true, Integer.MAX_VALUE);
  }

  static WordScanner llama3() {
    return new WordScanner(false, 3);
  }

  static WordScanner qwen() {
    return new WordScanner(false, 1);
  }

  @Override
  public void find(char[] chars, int from, int to, Matches found) {
    int i = from;
    while (i < to) {
      int end = isGpt2 ? gpt2(chars, i, to) : llama(chars, i, to);
      found.add(i, end);
      i = end;
    }
  }

  private int gpt2(char[] chars, int i, int to) {
    char first = chars[i];
    if (first == '\'') {
      int size = contraction(chars, i + 1, to, false);
      if (size > 0) {
        return i + 1 + size;
      }
    }
    int j = first == ' ' && i + 1 < to ? i + 1 : i;
    int c = Character.codePointAt(chars, j, to);
    if (isLetter(c)) {
      return letters(chars, j, to);
    }
    if (Unicode.isNumber(c)) {
      return numbers(chars, j, to);
    }
    return Unicode.isSpace(c) ? spaces(chars, i, to) : others(chars, j, to);
  }

  private int llama(char[] chars, int i, int to) {
    int c = Character.codePointAt(chars, i, to);
    if (c == '\'') {
      int size = contraction(chars, i + 1, to, true);
      if (size > 0) {
        return i + 1 + size;
      }
    }
    if (isLetter(c)) {
      return letters(chars, i, to);
    }
    if (Unicode.isNumber(c)) {
      return numbers(chars, i, to);
    }
    int next = i + Character.charCount(c);
    int second = next < to ? Character.codePointAt(chars, next, to) : -1;
    if (c != '\r' && c != '\n' && second >= 0 && isLetter(second)) {
      return letters(chars, next, to);
    }
    if (!Unicode.isSpace(c)) {
      return newlines(chars, others(chars, i, to), to);
    }
    if (c == ' ' && second >= 0 && isOther(second)) {
      return newlines(chars, others(chars, next, to), to);
    }
    int end = spaceEnd(chars, i, to);
    for (int k = end; k > i; k--) {
      if (chars[k - 1] == '\n' || chars[k - 1] == '\r') {
        return k;
      }
    }
    return spaces(chars, i, to);
  }

  private static boolean isLetter(int c) {
    return c < 128 ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : Unicode.isLetter(c);
  }

  private static boolean isOther(int c) {
    return !Unicode.isSpace(c) && !Unicode.isLetter(c) && !Unicode.isNumber(c);
  }

  private static int letters(char[] chars, int i, int to) {
    while (i < to) {
      int c = Character.codePointAt(chars, i, to);
      if (!isLetter(c)) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private int numbers(char[] chars, int i, int to) {
    for (int count = 0; i < to && count < longestNumber; count++) {
      int c = Character.codePointAt(chars, i, to);
      if (!Unicode.isNumber(c)) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private static int others(char[] chars, int i, int to) {
    while (i < to) {
      int c = Character.codePointAt(chars, i, to);
      if (!isOther(c)) {
        break;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  private static int newlines(char[] chars, int i, int to) {
    while (i < to && (chars[i] == '\n' || chars[i] == '\r')) {
      i++;
    }
    return i;
  }

  private static int spaceEnd(char[] chars, int i, int to) {
    while (i < to && Unicode.isSpace(chars[i])) {
      i++;
    }
    return i;
  }

  /** White space; the last is left for the word behind it, unless it is the only one. */
  private static int spaces(char[] chars, int i, int to) {
    int end = spaceEnd(chars, i, to);
    return end < to && end - i > 1 ? end - 1 : end;
  }

  /** The length of a contraction behind an apostrophe, or 0. */
  private static int contraction(char[] chars, int i, int to, boolean anyCase) {
    if (i >= to) {
      return 0;
    }
    char a = small(chars[i], anyCase);
    if (a == 's' || a == 't' || a == 'm' || a == 'd') {
      return 1;
    }
    char b = i + 1 < to ? small(chars[i + 1], anyCase) : 0;
    return ((a == 'r' || a == 'v') && b == 'e') || (a == 'l' && b == 'l') ? 2 : 0;
  }

  private static char small(char c, boolean anyCase) {
    if (!anyCase) {
      return c;
    }
    return c == '\u017F' ? 's' : c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
