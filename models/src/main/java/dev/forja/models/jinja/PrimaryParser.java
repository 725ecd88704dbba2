package dev.forja.models.jinja;

import dev.forja.models.jinja.ExpressionParser.Calls;
import dev.forja.models.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads names, literals, and what stands directly behind them. */
final class PrimaryParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;

  PrimaryParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  Expression primary() {
    Token token = tokens.now();
    return switch (token.kind()) {
      case NAME -> {
        tokens.take();
        yield name(token.text());
      }
      case STRING -> {
        StringBuilder text = new StringBuilder();
        while (tokens.now().is(Kind.STRING)) {
          text.append(tokens.take().text());
        }
        String value = text.toString();
        yield _ -> value;
      }
      case INTEGER -> {
        long value = integer(tokens.take().text());
        yield _ -> value;
      }
      case FLOAT -> {
        double value = Double.parseDouble(tokens.take().text().replace("_", ""));
        yield _ -> value;
      }
      default -> {
        if (tokens.skip("(")) {
          yield parenthesised();
        }
        if (tokens.skip("[")) {
          yield list();
        }
        if (tokens.skip("{")) {
          yield map();
        }
        throw tokens.unexpected("an expression");
      }
    };
  }

  private static Expression name(String name) {
    Object constant =
        switch (name) {
          case "true", "True" -> true;
          case "false", "False" -> false;
          case "none", "None" -> Values.NONE;
          default -> null;
        };
    return constant == null ? scope -> scope.get(name) : _ -> constant;
  }

  private long integer(String digits) {
    String plain = digits.replace("_", "");
    int radix =
        plain.length() < 2
            ? 10
            : switch (plain.charAt(1)) {
              case 'x', 'X' -> 16;
              case 'o', 'O' -> 8;
              case 'b', 'B' -> 2;
              default -> 10;
            };
    try {
      return Long.parseLong(radix == 10 ? plain : plain.substring(2), radix);
    } catch (NumberFormatException _) {
      throw tokens.error("the integer %s has more than 64 bits".formatted(digits));
    }
  }

  private Expression parenthesised() {
    if (tokens.skip(")")) {
      return _ -> new Tuple(List.of());
    }
    Expression value = expressions.tuple(true);
    tokens.expect(")");
    return value;
  }

  private Expression list() {
    List<Expression> parts = new ArrayList<>();
    while (!tokens.skip("]")) {
      if (!parts.isEmpty()) {
        tokens.expect(",");
        if (tokens.skip("]")) {
          break;
        }
      }
      parts.add(expressions.expression());
    }
    return scope -> {
      List<Object> values = new ArrayList<>();
      parts.forEach(part -> values.add(part.value(scope)));
      return values;
    };
  }

  private Expression map() {
    Map<Expression, Expression> entries = new LinkedHashMap<>();
    while (!tokens.skip("}")) {
      if (!entries.isEmpty()) {
        tokens.expect(",");
        if (tokens.skip("}")) {
          break;
        }
      }
      Expression key = expressions.expression();
      tokens.expect(":");
      entries.put(key, expressions.expression());
    }
    return scope -> {
      Map<Object, Object> values = new LinkedHashMap<>();
      entries.forEach((key, value) -> values.put(key.value(scope), value.value(scope)));
      return values;
    };
  }

  Expression postfix(Expression start) {
    Expression value = start;
    String name = "the value";
    while (true) {
      if (tokens.skip(".")) {
        Token token = tokens.take();
        name = token.text();
        value = attribute(value, token);
      } else if (tokens.skip("[")) {
        value = subscript(value);
      } else if (tokens.now().isOperator("(")) {
        value = call(value, name);
      } else {
        return value;
      }
    }
  }

  private Expression attribute(Expression value, Token token) {
    String name = token.text();
    if (token.is(Kind.INTEGER)) {
      long place = integer(name);
      return scope -> Access.item(value.value(scope), place);
    }
    if (!token.is(Kind.NAME)) {
      throw new JinjaException("there is %s where a name should be".formatted(token))
          .at(token.line());
    }
    return scope -> Access.attribute(value.value(scope), name);
  }

  private Expression subscript(Expression value) {
    Expression none = _ -> Values.NONE;
    Expression[] parts = {none, none, none};
    int part = 0;
    List<Expression> several = new ArrayList<>();
    while (!tokens.skip("]")) {
      if (tokens.skip(":")) {
        part++;
        if (part > 2) {
          throw tokens.error("a slice has at most three parts");
        }
      } else if (tokens.skip(",")) {
        several.add(parts[0]);
        parts[0] = none;
      } else {
        parts[part] = expressions.expression();
      }
    }
    Expression[] bounds = parts.clone();
    if (part > 0) {
      return scope ->
          Access.slice(
              value.value(scope),
              bounds[0].value(scope),
              bounds[1].value(scope),
              bounds[2].value(scope));
    }
    several.add(bounds[0]);
    Expression key = several.size() == 1 ? several.getFirst() : ExpressionParser.tupleOf(several);
    return scope -> Access.item(value.value(scope), key.value(scope));
  }

  /** A call, whose arguments are next. */
  Expression call(Expression callee, String name) {
    Calls calls = arguments();
    return scope -> {
      Object value = callee.value(scope);
      if (value instanceof Undefined undefined) {
        throw undefined.error();
      }
      Callable callable =
          value instanceof Loop loop && loop.again() != null
              ? loop.again()
              : value instanceof Callable function ? function : null;
      if (callable == null) {
        throw new JinjaException("%s cannot be called".formatted(Values.type(value)));
      }
      return callable.call(calls.arguments(name, scope, List.of()));
    };
  }

  Calls arguments() {
    tokens.expect("(");
    List<Expression> placed = new ArrayList<>();
    Map<String, Expression> named = new LinkedHashMap<>();
    List<Expression> spread = new ArrayList<>();
    List<Expression> spreadNamed = new ArrayList<>();
    boolean first = true;
    while (!tokens.skip(")")) {
      if (!first) {
        tokens.expect(",");
        if (tokens.skip(")")) {
          break;
        }
      }
      first = false;
      if (tokens.skip("**")) {
        spreadNamed.add(expressions.expression());
      } else if (tokens.skip("*")) {
        spread.add(expressions.expression());
      } else if (tokens.now().is(Kind.NAME) && tokens.ahead().isOperator("=")) {
        String name = tokens.name();
        tokens.expect("=");
        named.put(name, expressions.expression());
      } else if (named.isEmpty()) {
        placed.add(expressions.expression());
      } else {
        throw tokens.error("an argument without a name stands behind one with a name");
      }
    }
    return new Calls(placed, named, spread, spreadNamed);
  }
}
