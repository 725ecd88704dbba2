package dev.forja.tokenizers.regex;

/** Finds all matches of a pattern. Immutable, so that many threads may use it. */
@FunctionalInterface
public interface Finder {
  /** Adds all matches in a part of a text, which is taken for the whole text. */
  void find(char[] chars, int from, int to, Matches found);

  /** Finds every character that a test accepts. */
  static Finder of(CharacterTest test) {
    return (chars, from, to, found) -> {
      for (int i = from; i < to; ) {
        int c = Character.codePointAt(chars, i, to);
        int next = i + Character.charCount(c);
        if (test.accepts(c)) {
          found.add(i, next);
        }
        i = next;
      }
    };
  }

  /** Finds a text as it is. An empty text is found before each character and at the end. */
  static Finder of(String text) {
    char[] wanted = text.toCharArray();
    if (wanted.length == 0) {
      return new RegexFinder(java.util.regex.Pattern.compile(""));
    }
    return (chars, from, to, found) -> {
      for (int i = from; i + wanted.length <= to; ) {
        int same = 0;
        while (same < wanted.length && chars[i + same] == wanted[same]) {
          same++;
        }
        if (same == wanted.length) {
          found.add(i, i + same);
          i += same;
        } else {
          i++;
        }
      }
    };
  }

  /** A test of a character. */
  @FunctionalInterface
  interface CharacterTest {
    /** Whether the test accepts a code point. */
    boolean accepts(int c);
  }
}
