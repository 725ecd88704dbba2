package dev.forja.processor.checkpoint;

import java.util.HashSet;
import java.util.Set;

/**
 * Reads JSON (RFC 8259) strictly and in one pass. Skipped values cost no memory; duplicate names in
 * an object and too deep nesting are errors.
 */
final class JsonReader {
  private static final int MOST_DEPTH = 8;

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  /** Reads the value of a member. */
  interface Member {
    void read(String name) throws UnreadableException;
  }

  /** Reads an element. */
  interface Element {
    void read() throws UnreadableException;
  }

  /** Reads an object. */
  void object(Member member) throws UnreadableException {
    Set<String> names = new HashSet<>();
    sequence(
        '{',
        '}',
        () -> {
          String name = string();
          if (!names.add(name)) {
            throw new UnreadableException(Damage.TWICE, name);
          }
          expect(':');
          member.read(name);
        });
  }

  /** Reads an array. */
  void array(Element element) throws UnreadableException {
    sequence('[', ']', element);
  }

  private void sequence(char open, char close, Element element) throws UnreadableException {
    expect(open);
    if (++depth > MOST_DEPTH) {
      throw new UnreadableException(Damage.DEEP, MOST_DEPTH);
    }
    if (peek() == close) {
      at++;
    } else {
      element.read();
      while (peek() == ',') {
        at++;
        element.read();
      }
      expect(close);
    }
    depth--;
  }

  /** Whether the next value starts with this character. */
  boolean isNext(char first) {
    return peek() == first;
  }

  /** Reads a string. */
  String string() throws UnreadableException {
    expect('"');
    StringBuilder read = new StringBuilder();
    while (true) {
      char next = take();
      if (next == '"') {
        return read.toString();
      } else if (next < ' ') {
        throw wrong(at - 1);
      }
      read.append(next == '\\' ? escaped() : next);
    }
  }

  private char escaped() throws UnreadableException {
    char kind = take();
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = digit(take());
          code = 16 * code + digit;
        }
        yield (char) code;
      }
      default -> throw wrong(at - 1);
    };
  }

  private int digit(char hex) throws UnreadableException {
    int value = hex < 128 ? Character.digit(hex, 16) : -1;
    if (value < 0) {
      throw wrong(at - 1);
    }
    return value;
  }

  /** Reads the text of a number. */
  String number() throws UnreadableException {
    peek();
    int from = at;
    skipIf('-');
    if (!skipIf('0')) {
      digits();
    }
    if (skipIf('.')) {
      digits();
    }
    if (skipIf('e') || skipIf('E')) {
      if (!skipIf('-')) {
        skipIf('+');
      }
      digits();
    }
    return text.substring(from, at);
  }

  private boolean skipIf(char next) {
    boolean there = at < text.length() && text.charAt(at) == next;
    at += there ? 1 : 0;
    return there;
  }

  private void digits() throws UnreadableException {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw wrong(at);
    }
  }

  /** Skips any value. */
  void skip() throws UnreadableException {
    switch (peek()) {
      case '{' -> object(_ -> skip());
      case '[' -> array(this::skip);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void word(String word) throws UnreadableException {
    if (!text.startsWith(word, at)) {
      throw wrong(at);
    }
    at += word.length();
  }

  /** Checks that this is the end of the text. */
  void end() throws UnreadableException {
    peek();
    if (at < text.length()) {
      throw wrong(at);
    }
  }

  /** The next character that is not white space; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char take() throws UnreadableException {
    if (at == text.length()) {
      throw wrong(at);
    }
    return text.charAt(at++);
  }

  private void expect(char wanted) throws UnreadableException {
    if (peek() != wanted || at == text.length()) {
      throw wrong(at);
    }
    at++;
  }

  private static UnreadableException wrong(int place) {
    return new UnreadableException(Damage.NOT_JSON, place);
  }
}
