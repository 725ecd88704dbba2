package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses the language of {@code @ShapeRule}. */
final class RuleParser {
  private final String text;
  private int at;

  private RuleParser(String text) {
    this.text = text;
  }

  /**
   * Parses a rule.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  static Rule parse(String text) {
    RuleParser parser = new RuleParser(text);
    Rule rule = parser.sum();
    if (parser.peek() != 0) {
      throw parser.refuse();
    }
    return rule;
  }

  private IllegalArgumentException refuse() {
    return new IllegalArgumentException(text.substring(Math.min(at, text.length())));
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean skip(char wanted) {
    if (peek() != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char wanted) {
    if (!skip(wanted)) {
      throw refuse();
    }
  }

  private Rule sum() {
    Rule left = product();
    while (peek() == '+' || peek() == '-') {
      left = new Rule.Arithmetic(text.charAt(at++), left, product());
    }
    return left;
  }

  private Rule product() {
    Rule left = operand();
    while (peek() == '*' || peek() == '/' || peek() == '%') {
      left = new Rule.Arithmetic(text.charAt(at++), left, operand());
    }
    return left;
  }

  private Rule operand() {
    if (skip('-')) {
      return new Rule.Arithmetic('-', new Rule.Literal(new Value.Int(Size.of(0))), operand());
    }
    Rule rule = primary();
    while (skip('.')) {
      rule = new Rule.Component(rule, word());
    }
    return rule;
  }

  private Rule primary() {
    char next = peek();
    if (skip('$')) {
      return new Rule.Argument((int) number());
    }
    if (skip('[')) {
      return new Rule.Shape(list(']'));
    }
    if (skip('{')) {
      return results();
    }
    if (skip('(')) {
      int from = at;
      List<Rule> items = list(')');
      boolean one =
          items.size() == 1 && !text.substring(from, at).stripTrailing().matches("(?s).*,\\s*\\)");
      return one ? items.getFirst() : new Rule.Listing(items);
    }
    if (skip('\'')) {
      int end = text.indexOf('\'', at);
      if (end < 0) {
        throw refuse();
      }
      String quoted = text.substring(at, end);
      at = end + 1;
      return new Rule.Literal(new Value.Text(quoted));
    }
    if (Character.isDigit(next)) {
      return new Rule.Literal(new Value.Int(Size.of(number())));
    }
    String word = word();
    if (skip('(')) {
      return new Rule.Call(word, list(')'));
    }
    return switch (word) {
      case "this" -> new Rule.Self();
      case "null" -> new Rule.Literal(Value.NULL);
      case "true" -> new Rule.Literal(new Value.Bool(true));
      case "false" -> new Rule.Literal(new Value.Bool(false));
      default -> new Rule.Name(word);
    };
  }

  private List<Rule> list(char end) {
    List<Rule> items = new ArrayList<>();
    while (!skip(end)) {
      items.add(sum());
      if (peek() != end) {
        expect(',');
      }
    }
    return List.copyOf(items);
  }

  private Rule results() {
    Map<String, Rule> components = new LinkedHashMap<>();
    while (!skip('}')) {
      String name = word();
      expect('=');
      components.put(name, sum());
      if (peek() != '}') {
        expect(',');
      }
    }
    return new Rule.Results(components);
  }

  private long number() {
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (from == at || at - from > 10) {
      throw refuse();
    }
    return Long.parseLong(text.substring(from, at));
  }

  private String word() {
    peek();
    int from = at;
    while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    if (from == at) {
      throw refuse();
    }
    return text.substring(from, at);
  }
}
