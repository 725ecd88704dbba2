package dev.forja.models.jinja;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tests behind {@code is}. */
final class Tests {
  /** A test of a value, which is the first argument. */
  @FunctionalInterface
  interface Test {
    boolean holds(Object value, Arguments more);
  }

  private static final Map<String, Test> ALL =
      Map.ofEntries(
          Map.entry("defined", (x, _) -> !(x instanceof Undefined)),
          Map.entry("undefined", (x, _) -> x instanceof Undefined),
          Map.entry("none", (x, _) -> x == Values.NONE),
          Map.entry("boolean", (x, _) -> x instanceof Boolean),
          Map.entry("true", (x, _) -> Boolean.TRUE.equals(x)),
          Map.entry("false", (x, _) -> Boolean.FALSE.equals(x)),
          Map.entry("integer", (x, _) -> x instanceof Long),
          Map.entry("float", (x, _) -> x instanceof Double),
          Map.entry("number", (x, _) -> Values.isNumber(x)),
          Map.entry("string", (x, _) -> x instanceof String),
          Map.entry("mapping", (x, _) -> x instanceof Map<?, ?>),
          Map.entry("sequence", (x, _) -> isSequence(x) || x instanceof Undefined),
          Map.entry("iterable", (x, _) -> isSequence(x) || x instanceof Undefined),
          Map.entry("callable", (x, _) -> x instanceof Callable || x instanceof Undefined),
          Map.entry("sameas", (x, more) -> isSame(x, more.get(0, "other"))),
          Map.entry("eq", (x, more) -> Values.equal(x, more.get(0, "other"))),
          Map.entry("ne", (x, more) -> !Values.equal(x, more.get(0, "other"))),
          Map.entry("lt", (x, more) -> Values.compare(x, more.get(0, "other")) < 0),
          Map.entry("le", (x, more) -> Values.compare(x, more.get(0, "other")) <= 0),
          Map.entry("gt", (x, more) -> Values.compare(x, more.get(0, "other")) > 0),
          Map.entry("ge", (x, more) -> Values.compare(x, more.get(0, "other")) >= 0),
          Map.entry("in", (x, more) -> Values.contains(more.get(0, "seq"), x)),
          Map.entry("odd", (x, _) -> rest(x, 2L) == 1),
          Map.entry("even", (x, _) -> rest(x, 2L) == 0),
          Map.entry("divisibleby", (x, more) -> rest(x, more.get(0, "num")) == 0),
          Map.entry("lower", (x, _) -> cased(x, false)),
          Map.entry("upper", (x, _) -> cased(x, true)),
          Map.entry("escaped", (_, _) -> false),
          Map.entry("filter", (x, _) -> Filters.find(Values.text(x)) != null),
          Map.entry("test", (x, _) -> Tests.ALL.containsKey(Values.text(x))));

  private static final Map<String, String> ALIASES =
      Map.of(
          "equalto",
          "eq",
          "==",
          "eq",
          "!=",
          "ne",
          "<",
          "lt",
          "lessthan",
          "lt",
          "<=",
          "le",
          ">",
          "gt",
          "greaterthan",
          "gt",
          ">=",
          "ge");

  private Tests() {}

  static Test find(String name) {
    Test test = ALL.get(ALIASES.getOrDefault(name, name));
    if (test == null) {
      throw new JinjaException("there is no test named '%s'".formatted(name));
    }
    return test;
  }

  private static boolean isSequence(Object value) {
    return value instanceof String || value instanceof List<?> || value instanceof Map<?, ?>;
  }

  @SuppressWarnings("ReferenceEquality") // what the test asks for
  private static boolean isSame(Object a, Object b) {
    return a == b || ((a instanceof Boolean || a instanceof Long) && Objects.equals(a, b));
  }

  private static double rest(Object value, Object by) {
    return Numbers.toDouble(Numbers.compute("%", value, by));
  }

  private static boolean cased(Object value, boolean upper) {
    String text = Values.text(value);
    boolean letters = text.codePoints().anyMatch(Character::isLetter);
    return letters && text.equals(upper ? Texts.upper(text) : Texts.lower(text));
  }
}
