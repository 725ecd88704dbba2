package dev.forja.models.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Python does with strings. */
final class Texts {
  private Texts() {}

  /** Whether Python takes a character for space. */
  static boolean isSpace(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == 0x85
        || (c >= 0x1c && c <= 0x1f);
  }

  private static boolean drops(int c, @Nullable String characters) {
    return characters == null ? isSpace(c) : characters.indexOf(c) >= 0;
  }

  static String strip(String text, @Nullable String characters) {
    return stripEnd(stripStart(text, characters), characters);
  }

  static String stripStart(String text, @Nullable String characters) {
    int from = 0;
    while (from < text.length() && drops(text.codePointAt(from), characters)) {
      from += Character.charCount(text.codePointAt(from));
    }
    return text.substring(from);
  }

  static String stripEnd(String text, @Nullable String characters) {
    int to = text.length();
    while (to > 0 && drops(text.codePointBefore(to), characters)) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(0, to);
  }

  /** The value of a literal with its quotes. */
  static String unescape(String literal) {
    StringBuilder value = new StringBuilder();
    int end = literal.length() - 1;
    int i = 1;
    while (i < end) {
      char c = literal.charAt(i);
      if (c != '\\' || i + 1 >= end) {
        value.append(c);
        i++;
        continue;
      }
      char next = literal.charAt(i + 1);
      int simple = "abfnrtv\\'\"".indexOf(next);
      if (simple >= 0) {
        value.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(simple));
        i += 2;
      } else if (next == '\n') {
        i += 2;
      } else if (next == 'x' || next == 'u' || next == 'U') {
        int digits = next == 'x' ? 2 : next == 'u' ? 4 : 8;
        if (i + 2 + digits > end) {
          throw new JinjaException("the escape '\\" + next + "' is cut off");
        }
        value.appendCodePoint(number(literal.substring(i + 2, i + 2 + digits), 16));
        i += 2 + digits;
      } else if (next >= '0' && next <= '7') {
        int to = i + 1;
        while (to < end && to < i + 4 && literal.charAt(to) >= '0' && literal.charAt(to) <= '7') {
          to++;
        }
        value.appendCodePoint(number(literal.substring(i + 1, to), 8));
        i = to;
      } else {
        value.append(c);
        i++;
      }
    }
    return value.toString();
  }

  private static int number(String digits, int radix) {
    try {
      int number = Integer.parseInt(digits, radix);
      if (Character.isValidCodePoint(number)) {
        return number;
      }
    } catch (NumberFormatException _) {
      // as below
    }
    throw new JinjaException("'" + digits + "' is no number of a character");
  }

  /** Splits at a separator, or at space without one. */
  static List<Object> split(String text, @Nullable String separator, long most) {
    List<Object> parts = new ArrayList<>();
    if (separator == null) {
      String rest = stripStart(text, null);
      while (!rest.isEmpty()) {
        int to = 0;
        while (to < rest.length() && !isSpace(rest.codePointAt(to))) {
          to += Character.charCount(rest.codePointAt(to));
        }
        if (most >= 0 && parts.size() >= most) {
          parts.add(rest);
          return parts;
        }
        parts.add(rest.substring(0, to));
        rest = stripStart(rest.substring(to), null);
      }
      return parts;
    }
    checkSeparator(separator);
    int from = 0;
    for (int to = text.indexOf(separator);
        to >= 0 && (most < 0 || parts.size() < most);
        to = text.indexOf(separator, from)) {
      parts.add(text.substring(from, to));
      from = to + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static void checkSeparator(String separator) {
    if (separator.isEmpty()) {
      throw new JinjaException("split: the separator is empty");
    }
  }

  /** Splits from the end. */
  static List<Object> splitEnd(String text, @Nullable String separator, long most) {
    List<Object> parts = new ArrayList<>();
    if (separator == null) {
      String rest = stripEnd(text, null);
      while (!rest.isEmpty()) {
        if (most >= 0 && parts.size() >= most) {
          parts.addFirst(rest);
          return parts;
        }
        int from = rest.length();
        while (from > 0 && !isSpace(rest.codePointBefore(from))) {
          from -= Character.charCount(rest.codePointBefore(from));
        }
        parts.addFirst(rest.substring(from));
        rest = stripEnd(rest.substring(0, from), null);
      }
      return parts;
    }
    checkSeparator(separator);
    String rest = text;
    for (int at = rest.lastIndexOf(separator);
        at >= 0 && (most < 0 || parts.size() < most);
        at = rest.lastIndexOf(separator)) {
      parts.addFirst(rest.substring(at + separator.length()));
      rest = rest.substring(0, at);
    }
    parts.addFirst(rest);
    return parts;
  }

  static List<Object> lines(String text, boolean keep) {
    List<Object> lines = new ArrayList<>();
    int from = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean ends =
          (c >= '\n' && c <= '\r')
              || (c >= 0x1c && c <= 0x1e)
              || c == 0x85
              || c == 0x2028
              || c == 0x2029;
      i++;
      if (ends) {
        int to = i - 1;
        if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
          i++;
        }
        lines.add(text.substring(from, keep ? i : to));
        from = i;
      }
    }
    if (from < text.length()) {
      lines.add(text.substring(from));
    }
    return lines;
  }

  /** Replaces the first ones; all if there is no limit. */
  static String replace(String text, String old, String by, long most) {
    if (most < 0) {
      return text.replace(old, by);
    }
    StringBuilder result = new StringBuilder();
    int from = 0;
    long done = 0;
    if (old.isEmpty()) {
      int at = 0;
      for (; done < most && at <= text.length(); done++) {
        result.append(by);
        if (at < text.length()) {
          int next = at + Character.charCount(text.codePointAt(at));
          result.append(text, at, next);
          at = next;
        } else {
          at++;
        }
      }
      return result.append(text.substring(Math.min(at, text.length()))).toString();
    }
    for (int to = text.indexOf(old); to >= 0 && done < most; to = text.indexOf(old, from)) {
      result.append(text, from, to).append(by);
      from = to + old.length();
      done++;
    }
    return result.append(text.substring(from)).toString();
  }

  /** A capital letter after each character that is no letter, and small ones elsewhere. */
  static String title(String text) {
    StringBuilder result = new StringBuilder();
    boolean inside = false;
    for (int c : text.codePoints().toArray()) {
      boolean cased =
          Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
      result.appendCodePoint(
          !cased ? c : inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
      inside = cased;
    }
    return result.toString();
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = Character.charCount(text.codePointAt(0));
    return upper(text.substring(0, first)) + lower(text.substring(first));
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** Spaces, or other characters, around a text; as Python, more of them on the left if odd. */
  static String center(String text, long width, String fill) {
    long missing = width - length(text);
    if (missing <= 0) {
      return text;
    }
    long left = missing / 2 + (missing & width & 1);
    return fill.repeat((int) left) + text + fill.repeat((int) (missing - left));
  }
}
