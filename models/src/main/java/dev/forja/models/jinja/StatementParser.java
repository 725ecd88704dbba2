package dev.forja.models.jinja;

import dev.forja.models.jinja.Statement.End;
import dev.forja.models.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the tags of a template. */
final class StatementParser {
  /** No name of a variable can be this. */
  private static final String WRITTEN = "{}";

  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final LoopParser loops;
  private final MacroParser macros;

  private StatementParser(Tokens tokens) {
    this.tokens = tokens;
    expressions = new ExpressionParser(tokens);
    loops = new LoopParser(tokens, expressions, this);
    macros = new MacroParser(tokens, expressions, this);
  }

  static Statement parse(String template) {
    StatementParser parser = new StatementParser(new Tokens(Lexer.tokens(template)));
    Statement all = parser.body(Set.of());
    if (!parser.tokens.now().is(Kind.END)) {
      throw parser.tokens.unexpected("the end of the template");
    }
    return all;
  }

  /** What stands before one of these tags, whose name is then the next token. */
  Statement body(Set<String> ends) {
    List<Statement> parts = new ArrayList<>();
    while (true) {
      Token token = tokens.now();
      switch (token.kind()) {
        case DATA -> {
          tokens.take();
          parts.add(
              (_, out) -> {
                out.append(token.text());
                return End.NORMAL;
              });
        }
        case VARIABLE_BEGIN -> {
          tokens.take();
          Expression value = expressions.tuple(true);
          tokens.expect(Kind.VARIABLE_END, "'}}'");
          parts.add(
              Statement.at(
                  token.line(),
                  (scope, out) -> {
                    out.append(Values.text(value.value(scope)));
                    return End.NORMAL;
                  }));
        }
        case BLOCK_BEGIN -> {
          tokens.take();
          Token name = tokens.now();
          if (name.is(Kind.NAME) && ends.contains(name.text())) {
            return Statement.all(parts);
          }
          parts.add(Statement.at(token.line(), statement(tokens.name())));
        }
        default -> {
          if (!ends.isEmpty()) {
            throw tokens.unexpected(
                "one of the tags " + String.join(", ", ends.stream().sorted().toList()));
          }
          return Statement.all(parts);
        }
      }
    }
  }

  /** What stands before the tag of this name, which is taken. */
  Statement bodyTo(String end) {
    Statement body = body(Set.of(end));
    tokens.take();
    endBlock();
    return body;
  }

  void endBlock() {
    tokens.expect(Kind.BLOCK_END, "'%}'");
  }

  private Statement statement(String tag) {
    return switch (tag) {
      case "if" -> condition();
      case "for" -> loops.loop();
      case "set" -> assignment();
      case "macro" -> macros.macro();
      case "call" -> macros.call();
      case "filter" -> filtered();
      case "with" -> with();
      case "generation" -> {
        endBlock();
        yield bodyTo("endgeneration");
      }
      case "autoescape" -> {
        expressions.expression();
        endBlock();
        yield scoped(bodyTo("endautoescape"));
      }
      case "block" -> {
        tokens.name();
        endBlock();
        Statement body = body(Set.of("endblock"));
        tokens.take();
        if (tokens.now().is(Kind.NAME)) {
          tokens.take();
        }
        endBlock();
        yield scoped(body);
      }
      case "break" -> {
        endBlock();
        yield (_, _) -> End.BREAK;
      }
      case "continue" -> {
        endBlock();
        yield (_, _) -> End.CONTINUE;
      }
      default ->
          throw tokens.error("the tag '%s' is not known, or has no beginning".formatted(tag));
    };
  }

  private static Statement scoped(Statement body) {
    return (scope, out) -> body.run(new Scope(scope), out);
  }

  private Statement condition() {
    List<Expression> conditions = new ArrayList<>();
    List<Statement> bodies = new ArrayList<>();
    conditions.add(expressions.tuple(false));
    while (true) {
      endBlock();
      bodies.add(body(Set.of("elif", "else", "endif")));
      String tag = tokens.name();
      if (tag.equals("elif")) {
        conditions.add(expressions.tuple(false));
      } else if (tag.equals("else")) {
        endBlock();
        bodies.add(bodyTo("endif"));
        break;
      } else {
        endBlock();
        break;
      }
    }
    return (scope, out) -> {
      for (int i = 0; i < conditions.size(); i++) {
        if (conditions.get(i).truth(scope)) {
          return bodies.get(i).run(scope, out);
        }
      }
      return bodies.size() > conditions.size() ? bodies.getLast().run(scope, out) : End.NORMAL;
    };
  }

  private Statement assignment() {
    Target target = Target.read(tokens, true);
    if (tokens.skip("=")) {
      Expression value = expressions.tuple(true);
      endBlock();
      return (scope, _) -> {
        target.set(scope, value.value(scope));
        return End.NORMAL;
      };
    }
    Expression value = filters(StatementParser::written);
    endBlock();
    Statement body = bodyTo("endset");
    return (scope, _) -> {
      target.set(scope, value.value(writing(scope, body)));
      return End.NORMAL;
    };
  }

  /** A scope that knows what a body writes, for the filters behind it. */
  private static Scope writing(Scope scope, Statement body) {
    Scope inner = new Scope(scope);
    inner.set(WRITTEN, body.text(new Scope(scope)));
    return inner;
  }

  private static Object written(Scope scope) {
    return scope.get(WRITTEN);
  }

  /** What the filters that follow make of a value. */
  private Expression filters(Expression start) {
    Expression value = start;
    while (tokens.skip("|")) {
      value = expressions.filter(value);
    }
    return value;
  }

  private Statement filtered() {
    Expression value = filters(expressions.filter(StatementParser::written));
    endBlock();
    Statement body = bodyTo("endfilter");
    return (scope, out) -> {
      out.append(Values.text(value.value(writing(scope, body))));
      return End.NORMAL;
    };
  }

  private Statement with() {
    List<Target> targets = new ArrayList<>();
    List<Expression> values = new ArrayList<>();
    while (!tokens.now().is(Kind.BLOCK_END)) {
      if (!targets.isEmpty()) {
        tokens.expect(",");
      }
      targets.add(Target.read(tokens, false));
      tokens.expect("=");
      values.add(expressions.expression());
    }
    endBlock();
    Statement body = bodyTo("endwith");
    return (scope, out) -> {
      Scope inner = new Scope(scope);
      for (int i = 0; i < targets.size(); i++) {
        targets.get(i).set(inner, values.get(i).value(scope));
      }
      return body.run(inner, out);
    };
  }
}
