package dev.forja.models.jinja;

import java.util.ArrayList;
import java.util.List;

/** Python's operators. */
final class Numbers {
  private Numbers() {}

  static double toDouble(Object number) {
    return switch (number) {
      case Boolean flag -> flag ? 1 : 0;
      case Number value -> value.doubleValue();
      default -> throw new JinjaException("%s is no number".formatted(Values.type(number)));
    };
  }

  static long toLong(Object number) {
    return switch (number) {
      case Boolean flag -> flag ? 1 : 0;
      case Long value -> value;
      default -> throw new JinjaException("%s is no integer".formatted(Values.type(number)));
    };
  }

  /** Computes one of {@code + - * / // % **}. */
  static Object compute(String operator, Object a, Object b) {
    if (a instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (operator.equals("%") && a instanceof String format) {
      return Formats.percent(format, b);
    }
    if (b instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (Values.isNumber(a) && Values.isNumber(b)) {
      boolean real = a instanceof Double || b instanceof Double || operator.equals("/");
      try {
        return real
            ? (Object) compute(operator, toDouble(a), toDouble(b))
            : compute(operator, toLong(a), toLong(b));
      } catch (ArithmeticException e) {
        throw new JinjaException("%s %s %s: %s".formatted(a, operator, b, e.getMessage()));
      }
    }
    if (operator.equals("+")) {
      if (a instanceof String x && b instanceof String y) {
        return x + y;
      }
      if (a instanceof List<?> x
          && b instanceof List<?> y
          && (a instanceof Tuple == b instanceof Tuple)) {
        List<Object> all = new ArrayList<>(x);
        all.addAll(y);
        return a instanceof Tuple ? new Tuple(all) : all;
      }
    }
    if (operator.equals("*")) {
      boolean first = a instanceof Long || a instanceof Boolean;
      Object many = first ? b : a;
      Object count = Values.isNumber(first ? a : b) ? toLong(first ? a : b) : "";
      if (count instanceof Long n && many instanceof String text) {
        return text.repeat((int) Math.max(0, n));
      }
      if (count instanceof Long n && many instanceof List<?> list) {
        List<Object> all = new ArrayList<>();
        for (long i = 0; i < n; i++) {
          all.addAll(list);
        }
        return many instanceof Tuple ? new Tuple(all) : all;
      }
    }
    throw new JinjaException(
        "%s %s %s is not possible".formatted(Values.type(a), operator, Values.type(b)));
  }

  private static Object compute(String operator, long a, long b) {
    return switch (operator) {
      case "+" -> Math.addExact(a, b);
      case "-" -> Math.subtractExact(a, b);
      case "*" -> Math.multiplyExact(a, b);
      case "//" -> Math.floorDiv(a, b);
      case "%" -> Math.floorMod(a, b);
      default -> {
        if (b < 0) {
          yield Math.pow((double) a, (double) b);
        }
        long power = 1;
        long square = a;
        for (long rest = b; rest > 0; rest /= 2) {
          if (rest % 2 == 1) {
            power = Math.multiplyExact(power, square);
          }
          square = rest > 1 ? Math.multiplyExact(square, square) : square;
        }
        yield power;
      }
    };
  }

  private static double compute(String operator, double a, double b) {
    if (b == 0 && (operator.equals("/") || operator.equals("//") || operator.equals("%"))) {
      throw new ArithmeticException("division by zero");
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "%" -> {
        double rest = a % b;
        yield rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
      }
      default -> Math.pow(a, b);
    };
  }

  static Object negative(Object value) {
    return switch (value) {
      case Long number -> -number;
      case Double number -> -number;
      case Boolean flag -> flag ? -1L : 0L;
      case Undefined undefined -> throw undefined.error();
      default -> throw new JinjaException("%s has no negative".formatted(Values.type(value)));
    };
  }
}
