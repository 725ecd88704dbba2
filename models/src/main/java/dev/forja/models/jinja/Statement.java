package dev.forja.models.jinja;

import java.util.List;

/** A part of a template that writes. */
@FunctionalInterface
interface Statement {
  /** How a statement ends. */
  enum End {
    NORMAL,
    CONTINUE,
    BREAK
  }

  End run(Scope scope, StringBuilder out);

  /** Several, one after the other. */
  static Statement all(List<Statement> parts) {
    List<Statement> copy = List.copyOf(parts);
    return (scope, out) -> {
      for (Statement part : copy) {
        End end = part.run(scope, out);
        if (end != End.NORMAL) {
          return end;
        }
      }
      return End.NORMAL;
    };
  }

  /** With the line in messages of failures. */
  static Statement at(int line, Statement statement) {
    return (scope, out) -> {
      try {
        return statement.run(scope, out);
      } catch (JinjaException e) {
        throw e.at(line);
      }
    };
  }

  /** What a statement writes. */
  default String text(Scope scope) {
    StringBuilder out = new StringBuilder();
    var _ = run(scope, out);
    return out.toString();
  }
}
