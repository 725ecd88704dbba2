package dev.forja.models.jinja;

import dev.forja.models.jinja.Token.Kind;
import java.util.List;

/** The tokens of a template, read one after the other. */
final class Tokens {
  private final List<Token> tokens;
  private int at;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token now() {
    return tokens.get(at);
  }

  Token ahead() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(at);
    at = Math.min(at + 1, tokens.size() - 1);
    return token;
  }

  boolean skipName(String name) {
    boolean is = now().isName(name);
    if (is) {
      take();
    }
    return is;
  }

  boolean skip(String operator) {
    boolean is = now().isOperator(operator);
    if (is) {
      take();
    }
    return is;
  }

  void expect(String operator) {
    if (!skip(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expect(Kind kind, String what) {
    if (!now().is(kind)) {
      throw unexpected(what);
    }
    take();
  }

  String name() {
    if (!now().is(Kind.NAME)) {
      throw unexpected("a name");
    }
    return take().text();
  }

  JinjaException unexpected(String wanted) {
    return error("there is %s where %s should be".formatted(now(), wanted));
  }

  JinjaException error(String problem) {
    return new JinjaException(problem).at(now().line());
  }
}
