package dev.forja.io;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of JSON that plain headers need: objects, arrays, strings without escapes, integers. */
final class TinyJson {
  private final String text;
  private int at;

  private TinyJson(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    TinyJson json = new TinyJson(text);
    Object value = json.value();
    if (!text.substring(json.at).isBlank()) {
      throw new IllegalArgumentException("after the value: " + text.substring(json.at));
    }
    return value;
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    while (peek() != '}') {
      String key = string();
      expect(':');
      object.put(key, value());
      if (peek() != '}') {
        expect(',');
      }
    }
    expect('}');
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    expect('[');
    while (peek() != ']') {
      array.add(value());
      if (peek() != ']') {
        expect(',');
      }
    }
    expect(']');
    return array;
  }

  private String string() {
    expect('"');
    int end = text.indexOf('"', at);
    String string = text.substring(at, end);
    at = end + 1;
    return string;
  }

  private Long number() {
    int begin = at;
    while (Character.isDigit(text.charAt(at))) {
      at++;
    }
    return Long.valueOf(text.substring(begin, at));
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw new IllegalArgumentException("'" + c + "' expected at " + at + " of " + text);
    }
    at++;
  }
}
