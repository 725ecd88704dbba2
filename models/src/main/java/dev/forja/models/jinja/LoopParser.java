package dev.forja.models.jinja;

import dev.forja.models.jinja.Statement.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads loops. */
final class LoopParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final StatementParser statements;

  LoopParser(Tokens tokens, ExpressionParser expressions, StatementParser statements) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** The parts of a loop. */
  private record Parts(
      Target target,
      @Nullable Expression condition,
      Statement body,
      @Nullable Statement otherwise,
      boolean recursive) {

    End run(Object over, int depth, Scope scope, StringBuilder out) {
      List<Object> all = Values.elements(over);
      if (condition != null) {
        List<Object> kept = new ArrayList<>();
        for (Object element : all) {
          Scope inner = new Scope(scope);
          target.set(inner, element);
          if (condition.truth(inner)) {
            kept.add(element);
          }
        }
        all = kept;
      }
      Loop loop = new Loop(all, depth, recursive ? given -> again(given, depth + 1, scope) : null);
      for (int i = 0; i < all.size(); i++) {
        Scope inner = new Scope(scope);
        loop.index = i;
        inner.set("loop", loop);
        target.set(inner, all.get(i));
        if (body.run(inner, out) == End.BREAK) {
          return End.NORMAL;
        }
      }
      return all.isEmpty() && otherwise != null ? otherwise.run(new Scope(scope), out) : End.NORMAL;
    }

    private Object again(Arguments given, int depth, Scope scope) {
      StringBuilder out = new StringBuilder();
      var _ = run(given.get(0, "iterable"), depth, scope, out);
      return out.toString();
    }
  }

  Statement loop() {
    Target target = Target.read(tokens, false);
    if (!tokens.skipName("in")) {
      throw tokens.unexpected("'in'");
    }
    Expression over = expressions.tuple(false);
    Expression condition = tokens.skipName("if") ? expressions.expression() : null;
    boolean recursive = tokens.skipName("recursive");
    statements.endBlock();
    Statement body = statements.body(Set.of("else", "endfor"));
    Statement otherwise = null;
    if (tokens.name().equals("else")) {
      statements.endBlock();
      otherwise = statements.bodyTo("endfor");
    } else {
      statements.endBlock();
    }
    Parts parts = new Parts(target, condition, body, otherwise, recursive);
    return (scope, out) -> parts.run(over.value(scope), 0, scope, out);
  }
}
