package dev.forja.models.jinja;

import dev.forja.models.jinja.ExpressionParser.Calls;
import dev.forja.models.jinja.Statement.End;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads macros, and calls with a body. */
final class MacroParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;
  private final StatementParser statements;

  MacroParser(Tokens tokens, ExpressionParser expressions, StatementParser statements) {
    this.tokens = tokens;
    this.expressions = expressions;
    this.statements = statements;
  }

  /** A parameter; without a default, it is undefined where no argument is given. */
  private record Parameter(String name, @Nullable Expression otherwise) {}

  /** A macro where it is defined. */
  private record Macro(String name, List<Parameter> parameters, Statement body, Scope around)
      implements Callable, Access.Attributes {
    @Override
    public Object call(Arguments given) {
      Scope scope = new Scope(around);
      Map<String, Object> left = new LinkedHashMap<>(given.named());
      Object caller = left.remove("caller");
      if (caller != null) {
        scope.set("caller", caller);
      }
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        Object value =
            i < given.placed().size() ? given.placed().get(i) : left.remove(parameter.name());
        if (value == null) {
          value =
              parameter.otherwise() == null
                  ? new Undefined("the parameter '%s' was not given".formatted(parameter.name()))
                  : parameter.otherwise().value(scope);
        }
        scope.set(parameter.name(), value);
      }
      Arguments more = given.from(parameters.size());
      scope.set("varargs", new Tuple(more.placed()));
      scope.set("kwargs", new LinkedHashMap<Object, Object>(left));
      return body.text(scope);
    }

    @Override
    public @Nullable Object attribute(String attribute) {
      return attribute.equals("name") ? name : null;
    }
  }

  private List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    tokens.expect("(");
    while (!tokens.skip(")")) {
      if (!parameters.isEmpty()) {
        tokens.expect(",");
        if (tokens.skip(")")) {
          break;
        }
      }
      String name = tokens.name();
      parameters.add(new Parameter(name, tokens.skip("=") ? expressions.expression() : null));
    }
    return parameters;
  }

  Statement macro() {
    String name = tokens.name();
    List<Parameter> parameters = parameters();
    statements.endBlock();
    Statement body = statements.bodyTo("endmacro");
    return (scope, _) -> {
      scope.set(name, new Macro(name, parameters, body, scope));
      return End.NORMAL;
    };
  }

  /** {@code call macro(...)}, whose body the macro gets as its function {@code caller}. */
  Statement call() {
    List<Parameter> parameters = tokens.now().isOperator("(") ? parameters() : List.of();
    String name = tokens.name();
    Expression callee = scope -> scope.get(name);
    PrimaryParser primary = new PrimaryParser(tokens, expressions);
    while (tokens.skip(".")) {
      Expression owner = callee;
      String attribute = tokens.name();
      callee = scope -> Access.attribute(owner.value(scope), attribute);
    }
    Calls calls = primary.arguments();
    statements.endBlock();
    Statement body = statements.bodyTo("endcall");
    Expression called = callee;
    return (scope, out) -> {
      Arguments given = calls.arguments(name, scope, List.of());
      Map<String, Object> named = new LinkedHashMap<>(given.named());
      named.put("caller", new Macro("caller", parameters, body, scope));
      if (!(called.value(scope) instanceof Callable callable)) {
        throw new JinjaException("'%s' cannot be called".formatted(name));
      }
      out.append(Values.text(callable.call(new Arguments(name, given.placed(), named))));
      return End.NORMAL;
    };
  }
}
