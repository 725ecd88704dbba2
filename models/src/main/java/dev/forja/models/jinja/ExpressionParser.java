package dev.forja.models.jinja;

import dev.forja.models.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expressions, by the precedence that Jinja gives to its operators. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
  private final Tokens tokens;
  private final PrimaryParser primary;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
    primary = new PrimaryParser(tokens, this);
  }

  /** An expression that may have a condition behind it. */
  Expression expression() {
    Expression value = or();
    while (tokens.skipName("if")) {
      Expression yes = value;
      Expression condition = or();
      Expression no = tokens.skipName("else") ? expression() : null;
      value =
          scope -> {
            if (condition.truth(scope)) {
              return yes.value(scope);
            }
            return no == null
                ? new Undefined("the condition is false, and there is no 'else'")
                : no.value(scope);
          };
    }
    return value;
  }

  /** An expression, or several with commas between them, which are a tuple. */
  Expression tuple(boolean conditions) {
    List<Expression> parts = new ArrayList<>();
    boolean comma = false;
    while (!atEnd()) {
      parts.add(conditions ? expression() : or());
      comma = tokens.skip(",");
      if (!comma) {
        break;
      }
    }
    if (parts.isEmpty()) {
      throw tokens.unexpected("an expression");
    }
    return parts.size() == 1 && !comma ? parts.getFirst() : tupleOf(parts);
  }

  private boolean atEnd() {
    Token now = tokens.now();
    return now.is(Kind.BLOCK_END)
        || now.is(Kind.VARIABLE_END)
        || now.isOperator(")")
        || now.isName("recursive");
  }

  static Expression tupleOf(List<Expression> parts) {
    List<Expression> copy = List.copyOf(parts);
    return scope -> {
      List<Object> values = new ArrayList<>();
      copy.forEach(part -> values.add(part.value(scope)));
      return new Tuple(values);
    };
  }

  private Expression or() {
    Expression left = and();
    while (tokens.skipName("or")) {
      Expression a = left;
      Expression b = and();
      left =
          scope -> {
            Object value = a.value(scope);
            return Values.truth(value) ? value : b.value(scope);
          };
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.skipName("and")) {
      Expression a = left;
      Expression b = not();
      left =
          scope -> {
            Object value = a.value(scope);
            return Values.truth(value) ? b.value(scope) : value;
          };
    }
    return left;
  }

  private Expression not() {
    if (tokens.skipName("not")) {
      Expression value = not();
      return scope -> !value.truth(scope);
    }
    return comparison();
  }

  private Expression comparison() {
    Expression first = sum();
    List<String> operators = new ArrayList<>();
    List<Expression> operands = new ArrayList<>();
    while (true) {
      Token now = tokens.now();
      if (now.is(Kind.OPERATOR) && COMPARISONS.contains(now.text())) {
        operators.add(tokens.take().text());
      } else if (tokens.skipName("in")) {
        operators.add("in");
      } else if (now.isName("not") && tokens.ahead().isName("in")) {
        tokens.take();
        tokens.take();
        operators.add("not in");
      } else {
        break;
      }
      operands.add(sum());
    }
    if (operators.isEmpty()) {
      return first;
    }
    return scope -> {
      Object left = first.value(scope);
      for (int i = 0; i < operators.size(); i++) {
        Object right = operands.get(i).value(scope);
        if (!compare(operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    };
  }

  private static boolean compare(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> Values.equal(left, right);
      case "!=" -> !Values.equal(left, right);
      case "in" -> Values.contains(right, left);
      case "not in" -> !Values.contains(right, left);
      default -> {
        if (left instanceof Undefined undefined) {
          throw undefined.error();
        }
        if (right instanceof Undefined undefined) {
          throw undefined.error();
        }
        int order = Values.compare(left, right);
        yield switch (operator) {
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        };
      }
    };
  }

  private Expression sum() {
    Expression left = concatenation();
    while (tokens.now().isOperator("+") || tokens.now().isOperator("-")) {
      left = computed(tokens.take().text(), left, concatenation());
    }
    return left;
  }

  private Expression concatenation() {
    List<Expression> parts = new ArrayList<>(List.of(product()));
    while (tokens.skip("~")) {
      parts.add(product());
    }
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return scope -> {
      StringBuilder text = new StringBuilder();
      parts.forEach(part -> text.append(Values.text(part.value(scope))));
      return text.toString();
    };
  }

  private Expression product() {
    Expression left = power();
    while (tokens.now().isOperator("*")
        || tokens.now().isOperator("/")
        || tokens.now().isOperator("//")
        || tokens.now().isOperator("%")) {
      left = computed(tokens.take().text(), left, power());
    }
    return left;
  }

  private Expression power() {
    Expression left = unary(true);
    while (tokens.skip("**")) {
      left = computed("**", left, unary(true));
    }
    return left;
  }

  private static Expression computed(String operator, Expression a, Expression b) {
    return scope -> Numbers.compute(operator, a.value(scope), b.value(scope));
  }

  private Expression unary(boolean filtered) {
    Expression value;
    if (tokens.skip("-")) {
      Expression positive = unary(false);
      value = scope -> Numbers.negative(positive.value(scope));
    } else if (tokens.skip("+")) {
      Expression same = unary(false);
      value = scope -> Numbers.compute("+", 0L, same.value(scope));
    } else {
      value = primary.primary();
    }
    value = primary.postfix(value);
    return filtered ? filters(value) : value;
  }

  /** Filters, tests and further calls behind a value. */
  private Expression filters(Expression start) {
    Expression value = start;
    while (true) {
      if (tokens.skip("|")) {
        value = filter(value);
      } else if (tokens.skipName("is")) {
        value = test(value);
      } else if (tokens.now().isOperator("(")) {
        value = primary.call(value, "the value");
      } else {
        return value;
      }
    }
  }

  /** A filter, whose name is next. */
  Expression filter(Expression value) {
    String name = dotted();
    Callable filter = Filters.find(name);
    if (filter == null) {
      throw tokens.error("there is no filter named '%s'".formatted(name));
    }
    Calls calls = tokens.now().isOperator("(") ? primary.arguments() : Calls.NONE;
    return scope -> filter.call(calls.arguments(name, scope, List.of(value.value(scope))));
  }

  private String dotted() {
    StringBuilder name = new StringBuilder(tokens.name());
    while (tokens.skip(".")) {
      name.append('.').append(tokens.name());
    }
    return name.toString();
  }

  private Expression test(Expression value) {
    boolean negated = tokens.skipName("not");
    String name = dotted();
    Tests.Test test;
    try {
      test = Tests.find(name);
    } catch (JinjaException e) {
      throw e.at(tokens.now().line());
    }
    Calls calls = Calls.NONE;
    Token now = tokens.now();
    if (now.isOperator("(")) {
      calls = primary.arguments();
    } else if (takesOperand(now)) {
      Expression operand = primary.postfix(primary.primary());
      calls = Calls.of(operand);
    }
    Calls given = calls;
    return scope ->
        test.holds(value.value(scope), given.arguments(name, scope, List.of())) != negated;
  }

  private boolean takesOperand(Token now) {
    boolean begins =
        now.is(Kind.NAME)
            || now.is(Kind.STRING)
            || now.is(Kind.INTEGER)
            || now.is(Kind.FLOAT)
            || now.isOperator("[")
            || now.isOperator("{");
    if (now.isName("is")) {
      throw tokens.error("tests with 'is' cannot follow each other");
    }
    return begins && !now.isName("else") && !now.isName("or") && !now.isName("and");
  }

  /** The arguments of a call, before they are computed. */
  record Calls(
      List<Expression> placed,
      Map<String, Expression> named,
      List<Expression> spread,
      List<Expression> spreadNamed) {
    static final Calls NONE = new Calls(List.of(), Map.of(), List.of(), List.of());

    static Calls of(Expression one) {
      return new Calls(List.of(one), Map.of(), List.of(), List.of());
    }

    Arguments arguments(String name, Scope scope, List<Object> first) {
      List<Object> values = new ArrayList<>(first);
      placed.forEach(one -> values.add(one.value(scope)));
      spread.forEach(one -> values.addAll(Values.elements(one.value(scope))));
      Map<String, Object> byName = new LinkedHashMap<>();
      named.forEach((key, one) -> byName.put(key, one.value(scope)));
      for (Expression one : spreadNamed) {
        if (one.value(scope) instanceof Map<?, ?> map) {
          map.forEach((key, value) -> byName.put(Values.text(key), value));
        }
      }
      return new Arguments(name, values, byName);
    }
  }
}
