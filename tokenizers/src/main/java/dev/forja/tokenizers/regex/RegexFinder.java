package dev.forja.tokenizers.regex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the matches of a regular expression as Oniguruma does. An empty match right after the match
 * before is none. Characters that Oniguruma and the JDK put into different categories are replaced
 * by others of the right category before.
 */
final class RegexFinder implements Finder {
  private final Pattern pattern;

  RegexFinder(Pattern pattern) {
    this.pattern = pattern;
  }

  @Override
  public void find(char[] chars, int from, int to, Matches found) {
    try {
      findAll(chars, from, to, found);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(
          "the regular expression "
              + pattern
              + " of the tokenizer cannot be applied to this text of "
              + (to - from)
              + " chars: it repeats a group too often",
          e);
    }
  }

  private void findAll(char[] chars, int from, int to, Matches found) {
    Matcher matcher = pattern.matcher(StandIns.text(chars, from, to));
    int length = to - from;
    int search = 0;
    int lastEnd = -1;
    while (search <= length && matcher.find(search)) {
      int start = matcher.start();
      int end = matcher.end();
      if (start == end && end == lastEnd) {
        if (search >= length) {
          return;
        }
        search += Character.charCount(Character.codePointAt(chars, from + search, to));
        lastEnd = -1;
        continue;
      }
      found.add(from + start, from + end);
      search = end;
      lastEnd = end;
    }
  }
}
