package dev.forja.json;

import java.io.IOException;
import java.io.Reader;

/** The characters of a text, with their places, and the strings that they spell. */
final class JsonChars {
  private static final int SIZE = 8_192;

  private final Reader in;
  private final char[] buffer = new char[SIZE];
  private int at;
  private int end;
  private long dropped;
  private long lineStart;
  private int line = 1;

  JsonChars(Reader in) {
    this.in = in;
  }

  /** The next character, or -1. */
  int read() throws IOException {
    return at < end || fill() ? buffer[at++] : -1;
  }

  /** Gives the last character back. */
  void back() {
    at--;
  }

  /** The next character that is no space, or -1. */
  int afterSpace() throws IOException {
    int c = read();
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
      if (c == '\n') {
        line++;
        lineStart = position();
      }
      c = read();
    }
    return c;
  }

  /** The string whose left quote was read. */
  String string(int most) throws IOException {
    int from = at;
    for (int i = from; i < end; i++) {
      char c = buffer[i];
      if (c == '"') {
        at = i + 1;
        check(i - from, most);
        return new String(buffer, from, i - from);
      }
      if (c == '\\' || c < ' ') {
        break;
      }
    }
    return longString(most);
  }

  /** A string with escapes, or across the end of the buffer. */
  private String longString(int most) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = read(); c != '"'; c = read()) {
      if (c < ' ') {
        throw c < 0
            ? problem("Unexpected end of a string")
            : unexpected(c, "it as an escape in a string");
      }
      text.append(c == '\\' ? escape() : (char) c);
      check(text.length(), most);
    }
    return text.toString();
  }

  private void check(int length, int most) throws JsonSyntaxException {
    if (length > most) {
      throw problem("String length (" + length + ") exceeds the maximum allowed (" + most + ")");
    }
  }

  private char escape() throws IOException {
    int c = read();
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> throw unexpected(c, "an escape");
    };
  }

  private char unit() throws IOException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int c = read();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw unexpected(c, "a hexadecimal digit");
      }
      unit = 16 * unit + digit;
    }
    return (char) unit;
  }

  /** The number of characters that were read. */
  long position() {
    return dropped + at;
  }

  JsonSyntaxException problem(String what) {
    return new JsonSyntaxException(
        what, position(), line, (int) Math.min(Integer.MAX_VALUE, position() - lineStart + 1));
  }

  JsonSyntaxException unexpected(int c, String expected) {
    if (c < 0) {
      return problem("Unexpected end: expected " + expected);
    }
    String shown = c < ' ' || c >= 127 ? "" : " '" + (char) c + "'";
    return problem("Illegal character" + shown + " (code " + c + "): expected " + expected);
  }

  private boolean fill() throws IOException {
    int got = in.read(buffer, 0, SIZE);
    while (got == 0) {
      got = in.read(buffer, 0, SIZE);
    }
    if (got > 0) {
      dropped += end;
      at = 0;
      end = got;
    }
    return got > 0;
  }
}
