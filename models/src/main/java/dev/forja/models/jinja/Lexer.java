package dev.forja.models.jinja;

import dev.forja.models.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes tokens of a template. The first line break behind a block and the space before one that
 * stands first in its line are dropped, and so is all space where a tag has a minus sign.
 */
final class Lexer {
  private static final Pattern SPACE = Pattern.compile("\\s*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-%\\}\\s*|%\\})");
  private static final Pattern END_RAW =
      Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(\\+%\\}|-%\\}\\s*|%\\}\\n?)");
  private static final Pattern COMMENT_END = Pattern.compile("\\+#\\}|-#\\}\\s*|#\\}\\n?");
  private static final Pattern BLOCK_END = Pattern.compile("\\+%\\}|-%\\}\\s*|%\\}\\n?");
  private static final Pattern VARIABLE_END = Pattern.compile("-\\}\\}\\s*|\\}\\}");
  private static final Pattern FLOAT =
      Pattern.compile("\\d+(_\\d+)*(\\.\\d+(_\\d+)*([eE][+-]?\\d+)?|[eE][+-]?\\d+)");
  private static final Pattern INTEGER =
      Pattern.compile("0[xX](_?[0-9a-fA-F])+|0[oO](_?[0-7])+|0[bB](_?[01])+|\\d+(_\\d+)*");
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern STRING =
      Pattern.compile("'([^'\\\\]|\\\\.)*+'|\"([^\"\\\\]|\\\\.)*+\"", Pattern.DOTALL);
  private static final Pattern OPERATOR =
      Pattern.compile("\\*\\*|//|==|!=|>=|<=|[-+*/%~\\[\\](){}<>=.:|,;]");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean lineStart = true;

  private Lexer(String source) {
    this.source = source;
  }

  static List<Token> tokens(String template) {
    String source = template.replace("\r\n", "\n").replace('\r', '\n');
    if (source.endsWith("\n")) {
      source = source.substring(0, source.length() - 1);
    }
    Lexer lexer = new Lexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      int open = nextOpen(at);
      if (open < 0) {
        data(source.substring(at));
        at = source.length();
      } else {
        char kind = source.charAt(open + 1);
        data(before(open, kind, sign(open)));
        at = open;
        Matcher raw = matcher(RAW, open);
        if (raw.lookingAt()) {
          at = raw.end();
          raw();
        } else if (kind == '#') {
          comment();
        } else {
          tag(kind == '%');
        }
      }
    }
    tokens.add(new Token(Kind.END, "", line(at)));
  }

  private int nextOpen(int from) {
    for (int i = source.indexOf('{', from); i >= 0; i = source.indexOf('{', i + 1)) {
      if (i + 1 < source.length() && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private char sign(int open) {
    char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
    return sign == '-' || sign == '+' ? sign : ' ';
  }

  /** The text before a tag, without the space that the tag drops. */
  private String before(int open, char kind, char sign) {
    String text = source.substring(at, open);
    if (sign == '-') {
      return Texts.stripEnd(text, null);
    }
    int line = text.lastIndexOf('\n') + 1;
    boolean strips = sign != '+' && kind != '{' && (line > 0 || lineStart);
    return strips && Texts.strip(text.substring(line), null).isEmpty()
        ? text.substring(0, line)
        : text;
  }

  private void data(String text) {
    if (!text.isEmpty()) {
      tokens.add(new Token(Kind.DATA, text, line(at)));
    }
  }

  private int line(int place) {
    return 1 + (int) source.substring(0, place).chars().filter(c -> c == '\n').count();
  }

  private Matcher matcher(Pattern pattern, int from) {
    return pattern.matcher(source).region(from, source.length());
  }

  private JinjaException wrong(String problem) {
    return new JinjaException(problem).at(line(Math.min(at, source.length())));
  }

  private void ended(int end) {
    at = end;
    lineStart = source.charAt(end - 1) == '\n';
  }

  private void raw() {
    Matcher end = matcher(END_RAW, at);
    if (!end.find()) {
      throw wrong("'raw' has no 'endraw'");
    }
    lineStart = false;
    data(before(end.start(), '%', end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0)));
    ended(end.end());
  }

  private void comment() {
    Matcher end = matcher(COMMENT_END, at + 2);
    if (!end.find()) {
      throw wrong("a comment has no end '#}'");
    }
    ended(end.end());
  }

  private void tag(boolean block) {
    tokens.add(
        new Token(block ? Kind.BLOCK_BEGIN : Kind.VARIABLE_BEGIN, block ? "{%" : "{{", line(at)));
    at += sign(at) == ' ' ? 2 : 3;
    StringBuilder open = new StringBuilder();
    while (true) {
      Matcher end = matcher(block ? BLOCK_END : VARIABLE_END, at);
      if (open.isEmpty() && end.lookingAt()) {
        tokens.add(
            new Token(block ? Kind.BLOCK_END : Kind.VARIABLE_END, block ? "%}" : "}}", line(at)));
        ended(end.end());
        return;
      }
      Matcher space = matcher(SPACE, at);
      if (space.lookingAt() && space.end() > at) {
        at = space.end();
      } else if (at >= source.length()) {
        throw wrong("a tag has no end '" + (block ? "%}" : "}}") + "'");
      } else {
        token(open);
      }
    }
  }

  private void token(StringBuilder open) {
    Kind[] kinds = {Kind.FLOAT, Kind.INTEGER, Kind.NAME, Kind.STRING, Kind.OPERATOR};
    Pattern[] patterns = {FLOAT, INTEGER, NAME, STRING, OPERATOR};
    for (int i = 0; i < kinds.length; i++) {
      Matcher found = matcher(patterns[i], at);
      if (found.lookingAt()) {
        String text = found.group();
        if (kinds[i] == Kind.OPERATOR) {
          balance(open, text);
        }
        String value = kinds[i] == Kind.STRING ? Texts.unescape(text) : text;
        tokens.add(new Token(kinds[i], value, line(at)));
        at = found.end();
        return;
      }
    }
    throw wrong("'" + source.substring(at, at + 1) + "' is not expected here");
  }

  private void balance(StringBuilder open, String text) {
    int opens = "([{".indexOf(text);
    int closes = ")]}".indexOf(text);
    if (opens >= 0) {
      open.append(")]}".charAt(opens));
    } else if (closes >= 0) {
      int last = open.length() - 1;
      if (last < 0 || open.charAt(last) != text.charAt(0)) {
        throw wrong("'" + text + "' closes nothing");
      }
      open.setLength(last);
    }
  }
}
