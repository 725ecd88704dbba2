package dev.forja.tokenizers.regex;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Translates a regular expression from Oniguruma's syntax, as Ruby has it, to Java's. The differing
 * parts are: classes of characters are those of Unicode; {@code (?m)} is what Java calls {@code
 * (?s)}; {@code a{2,3}+} repeats the repetition; a brace that opens no repetition is a brace.
 */
final class OnigTranslator {
  private static final String SPACE = "\\t-\\r \\x{85}\\p{Z}";
  private static final String WORD = "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}";

  private final String in;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Integer> groups = new ArrayDeque<>();
  private int at;
  private int atom = -1;

  OnigTranslator(String expression) {
    this.in = expression;
  }

  String translate() {
    while (at < in.length()) {
      char c = in.charAt(at);
      switch (c) {
        case '\\' -> {
          atom = out.length();
          escape(false);
        }
        case '[' -> {
          atom = out.length();
          set(0);
        }
        case '(' -> open();
        case ')' -> {
          out.append(c);
          at++;
          atom = groups.isEmpty() ? -1 : groups.pop();
        }
        case '{' -> brace();
        case '*', '+', '?' -> quantifier();
        case '|', '^', '$' -> {
          out.append(c);
          at++;
          atom = -1;
        }
        default -> {
          atom = out.length();
          int code = in.codePointAt(at);
          out.appendCodePoint(code);
          at += Character.charCount(code);
        }
      }
    }
    if (out.indexOf("(?<=") >= 0 || out.indexOf("(?<!") >= 0) {
      // The JDK looks back by code points only if the pattern has one beyond U+FFFF behind.
      out.append("(?:\uD835\uDC00){0}");
    }
    return out.toString();
  }

  private void quantifier() {
    out.append(in.charAt(at++));
    if (at < in.length() && (in.charAt(at) == '+' || in.charAt(at) == '?')) {
      out.append(in.charAt(at++));
    }
    nested();
  }

  /** A further repetition repeats what is there. */
  private void nested() {
    if (at < in.length() && "*+?".indexOf(in.charAt(at)) >= 0 && atom >= 0) {
      out.insert(atom, "(?:").append(')');
    }
  }

  private void brace() {
    int close = in.indexOf('}', at);
    String inside = close < 0 ? "" : in.substring(at + 1, close);
    if (atom < 0 || !inside.matches("\\d+|\\d*,\\d*") || inside.equals(",")) {
      atom = out.length();
      out.append("\\{");
      at++;
      return;
    }
    out.append('{').append(inside.startsWith(",") ? "0" : "").append(inside).append('}');
    at = close + 1;
    if (at < in.length() && in.charAt(at) == '?' && inside.contains(",")) {
      out.append('?');
      at++;
    }
    nested();
  }

  private void open() {
    int start = out.length();
    if (in.startsWith("(?", at)) {
      char kind = at + 2 < in.length() ? in.charAt(at + 2) : ')';
      if (kind == '#') {
        int close = in.indexOf(')', at);
        at = close < 0 ? in.length() : close + 1;
        return;
      }
      if (kind == '~' || kind == '(' || kind == '{') {
        throw new RegexProblem("the group (?" + kind + " is not supported");
      }
      if (Character.isLetter(kind) || kind == '-') {
        options();
        if (in.charAt(at - 1) == ':') {
          groups.push(start);
        }
        atom = -1;
        return;
      }
      int size = kind == '<' ? (in.startsWith("(?<=", at) || in.startsWith("(?<!", at) ? 4 : 3) : 3;
      out.append(in, at, Math.min(in.length(), at + size));
      at += size;
    } else {
      out.append('(');
      at++;
    }
    groups.push(start);
    atom = -1;
  }

  private void options() {
    out.append("(?");
    at += 2;
    boolean isOff = false;
    while (at < in.length()) {
      char c = in.charAt(at++);
      switch (c) {
        case 'i' -> out.append("i").append(isOff ? "" : "u");
        case 'm' -> out.append('s');
        case 'x' -> out.append('x');
        case '-' -> {
          isOff = true;
          out.append(c);
        }
        case ':', ')' -> {
          out.append(c);
          return;
        }
        default -> throw new RegexProblem("the option (?" + c + ") is not supported");
      }
    }
    throw new RegexProblem("a group is not closed");
  }

  private void set(int depth) {
    if (depth > 50) {
      throw new RegexProblem("sets of characters are nested more than 50 deep");
    }
    if (in.startsWith("[:", at) && depth > 0 && in.indexOf(":]", at) > 0) {
      int close = in.indexOf(":]", at);
      String name = in.substring(at + 2, close);
      boolean isNot = name.startsWith("^");
      out.append(Properties.posix(isNot ? name.substring(1) : name, isNot));
      at = close + 2;
      return;
    }
    out.append('[');
    at++;
    if (at < in.length() && in.charAt(at) == '^') {
      out.append('^');
      at++;
    }
    boolean isFirst = true;
    while (at < in.length()) {
      char c = in.charAt(at);
      if (c == ']' && !isFirst) {
        out.append(']');
        at++;
        return;
      }
      isFirst = false;
      if (c == '\\') {
        escape(true);
      } else if (c == '[') {
        set(depth + 1);
      } else if (in.startsWith("&&", at)) {
        out.append("&&");
        at += 2;
      } else {
        if (c == ']' || c == '&' || c == '^') {
          out.append('\\');
        }
        int code = in.codePointAt(at);
        out.appendCodePoint(code);
        at += Character.charCount(code);
      }
    }
    throw new RegexProblem("a set of characters is not closed");
  }

  private void escape(boolean inSet) {
    if (at + 1 == in.length()) {
      throw new RegexProblem("it ends in a backslash");
    }
    char c = in.charAt(at + 1);
    at += 2;
    switch (c) {
      case 's' -> out.append(inSet ? SPACE : "[" + SPACE + "]");
      case 'S' -> out.append("[^" + SPACE + "]");
      case 'w' -> out.append(inSet ? WORD : "[" + WORD + "]");
      case 'W' -> out.append("[^" + WORD + "]");
      case 'd' -> out.append("\\p{Nd}");
      case 'D' -> out.append("\\P{Nd}");
      case 'h' -> out.append(inSet ? "0-9a-fA-F" : "[0-9a-fA-F]");
      case 'H' -> out.append("[^0-9a-fA-F]");
      case 'b' -> out.append(inSet ? "\\x08" : border("(?=", "(?!"));
      case 'B' -> out.append(border("(?!", "(?="));
      case 'p', 'P' -> property(c == 'P');
      case 'v' -> out.append("\\x0B");
      case 'x' -> hexadecimal();
      case 'G', 'K', 'g', 'y', 'Y', 'N', 'O' ->
          throw new RegexProblem("\\" + c + " is not supported");
      default -> {
        out.append('\\').appendCodePoint(in.codePointAt(at - 1));
        at += Character.charCount(in.codePointAt(at - 1)) - 1;
      }
    }
  }

  /** A code point in hexadecimal, in braces or of two digits, which are then plain characters. */
  private void hexadecimal() {
    out.append("\\x");
    int close = in.indexOf('}', at);
    if (close > 0 && in.charAt(at) == '{') {
      out.append(in, at, close + 1);
      at = close + 1;
    }
  }

  private static String border(String there, String notThere) {
    String word = "[" + WORD + "])";
    return "(?:(?<=" + word + notThere + word + "|(?<!" + word + there + word + ")";
  }

  private void property(boolean isNot) {
    int close = in.indexOf('}', at);
    if (at >= in.length() || in.charAt(at) != '{' || close < 0) {
      throw new RegexProblem("\\p must be followed by a name in braces");
    }
    String name = in.substring(at + 1, close);
    at = close + 1;
    boolean isNegated = name.startsWith("^");
    out.append(Properties.named(isNegated ? name.substring(1) : name, isNot != isNegated));
  }
}
