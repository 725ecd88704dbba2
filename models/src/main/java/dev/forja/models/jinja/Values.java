package dev.forja.models.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Python's values: {@link #NONE}, Boolean, Long, Double, String, List, {@link Tuple}, Map, and what
 * templates define. Reads what Java has instead of them.
 */
final class Values {
  /** Python's None. */
  static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  private Values() {}

  static Object from(@Nullable Object value) {
    return switch (value) {
      case null -> NONE;
      case Integer number -> (long) number;
      case Short number -> (long) number;
      case Byte number -> (long) number;
      case Float number -> (double) number;
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, element) -> copy.put(from(key), from(element)));
        yield copy;
      }
      case Tuple tuple -> tuple;
      case Iterable<?> elements -> {
        List<Object> copy = new ArrayList<>();
        elements.forEach(element -> copy.add(from(element)));
        yield copy;
      }
      case CharSequence text -> text.toString();
      case Character one -> one.toString();
      case Enum<?> one -> one.name();
      default -> value;
    };
  }

  static boolean truth(Object value) {
    return switch (value) {
      case Undefined _ -> false;
      case Boolean flag -> flag;
      case Long number -> number != 0;
      case Double number -> number != 0;
      case String text -> !text.isEmpty();
      case List<?> list -> !list.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> value != NONE;
    };
  }

  /** The name of a type, for messages. */
  static String type(Object value) {
    return switch (value) {
      case Undefined _ -> "undefined";
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case Double _ -> "float";
      case String _ -> "str";
      case Tuple _ -> "tuple";
      case List<?> _ -> "list";
      case Map<?, ?> _ -> "dict";
      default -> value == NONE ? "None" : value.getClass().getSimpleName();
    };
  }

  /** What Python's {@code str} gives. */
  static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case Undefined _ -> "";
      default -> repr(value);
    };
  }

  /** What Python's {@code repr} gives. */
  static String repr(Object value) {
    return switch (value) {
      case Undefined _ -> "Undefined";
      case Boolean flag -> flag ? "True" : "False";
      case Double number -> number(number);
      case String text -> quoted(text);
      case Tuple tuple -> {
        String inner = joined(tuple);
        yield tuple.size() == 1 ? "(" + inner + ",)" : "(" + inner + ")";
      }
      case List<?> list -> "[" + joined(list) + "]";
      case Map<?, ?> map -> {
        StringBuilder text = new StringBuilder("{");
        map.forEach(
            (key, element) ->
                text.append(text.length() == 1 ? "" : ", ")
                    .append(repr(key))
                    .append(": ")
                    .append(repr(element)));
        yield text.append('}').toString();
      }
      default -> value.toString();
    };
  }

  private static String joined(List<?> list) {
    StringBuilder text = new StringBuilder();
    for (Object element : list) {
      text.append(text.isEmpty() ? "" : ", ").append(repr(element));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    StringBuilder result = new StringBuilder().append(quote);
    text.codePoints()
        .forEach(
            c -> {
              if (c == quote || c == '\\') {
                result.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                result.append("\\n");
              } else if (c == '\r') {
                result.append("\\r");
              } else if (c == '\t') {
                result.append("\\t");
              } else if (c < ' ' || c == 0x7f || (c > 0x7f && c <= 0xa0) || c == 0xad) {
                result.append(String.format("\\x%02x", c));
              } else if (isHidden(c)) {
                result.append(String.format(c > 0xffff ? "\\U%08x" : "\\u%04x", c));
              } else {
                result.appendCodePoint(c);
              }
            });
    return result.append(quote).toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> c != ' ';
      default -> false;
    };
  }

  /** A float with as few digits as tell it from all others. */
  static String number(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number > 0 ? "0.0" : "-0.0";
    }
    BigDecimal exact = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
    String digits = exact.unscaledValue().toString();
    int exponent = digits.length() - exact.scale() - 1;
    String sign = number < 0 ? "-" : "";
    if (exponent < -4 || exponent >= 16) {
      String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
      String power = String.format("%02d", Math.abs(exponent));
      return sign + digits.charAt(0) + rest + (exponent < 0 ? "e-" : "e+") + power;
    }
    String plain = exact.toPlainString();
    return sign + (plain.indexOf('.') < 0 ? plain + ".0" : plain);
  }

  static boolean equal(Object a, Object b) {
    if (isNumber(a) && isNumber(b)) {
      return (a instanceof Double || b instanceof Double)
          ? Numbers.toDouble(a) == Numbers.toDouble(b)
          : Numbers.toLong(a) == Numbers.toLong(b);
    }
    if (a instanceof Undefined || b instanceof Undefined) {
      return a instanceof Undefined && b instanceof Undefined;
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      if (x.size() != y.size() || (a instanceof Tuple) != (b instanceof Tuple)) {
        return false;
      }
      Iterator<?> other = y.iterator();
      return x.stream().allMatch(element -> equal(element, other.next()));
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.size() == y.size()
          && x.entrySet().stream()
              .allMatch(
                  entry -> {
                    Object other = y.get(entry.getKey());
                    return other != null && equal(entry.getValue(), other);
                  });
    }
    return Objects.equals(a, b);
  }

  static boolean isNumber(Object value) {
    return value instanceof Long || value instanceof Double || value instanceof Boolean;
  }

  /** Below 0, 0 or above 0. */
  static int compare(Object a, Object b) {
    if (isNumber(a) && isNumber(b)) {
      return a instanceof Double || b instanceof Double
          ? Double.compare(Numbers.toDouble(a), Numbers.toDouble(b))
          : Long.compare(Numbers.toLong(a), Numbers.toLong(b));
    }
    if (a instanceof String x && b instanceof String y) {
      return compareTexts(x, y);
    }
    if (a instanceof List<?> x
        && b instanceof List<?> y
        && (a instanceof Tuple) == (b instanceof Tuple)) {
      for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
        if (!equal(x.get(i), y.get(i))) {
          return compare(x.get(i), y.get(i));
        }
      }
      return Integer.compare(x.size(), y.size());
    }
    throw new JinjaException("%s and %s cannot be ordered".formatted(type(a), type(b)));
  }

  /** By code points, not by the halves of surrogates. */
  private static int compareTexts(String x, String y) {
    int[] left = x.codePoints().toArray();
    int[] right = y.codePoints().toArray();
    return Arrays.compare(left, right);
  }

  /** The elements that a loop runs over. */
  static List<Object> elements(Object value) {
    return switch (value) {
      case Undefined _ -> List.of();
      case String text -> text.codePoints().mapToObj(c -> (Object) Character.toString(c)).toList();
      case List<?> list -> new ArrayList<Object>(list);
      case Map<?, ?> map -> new ArrayList<Object>(map.keySet());
      default -> throw new JinjaException("%s cannot be looped over".formatted(type(value)));
    };
  }

  static long length(Object value) {
    return switch (value) {
      case Undefined _ -> 0;
      case String text -> Texts.length(text);
      case List<?> list -> list.size();
      case Map<?, ?> map -> map.size();
      default -> throw new JinjaException("%s has no length".formatted(type(value)));
    };
  }

  /** Refuses what Python takes for no key. */
  static void checkKey(Object key) {
    if (key instanceof Map<?, ?> || (key instanceof List<?> && !(key instanceof Tuple))) {
      throw new JinjaException("%s cannot be a key".formatted(type(key)));
    }
  }

  static boolean contains(Object all, Object one) {
    return switch (all) {
      case String text -> {
        if (!(one instanceof String part)) {
          throw new JinjaException("a str holds a str, not %s".formatted(type(one)));
        }
        yield text.contains(part);
      }
      case Map<?, ?> map -> {
        checkKey(one);
        yield map.containsKey(one);
      }
      case List<?> list -> list.stream().anyMatch(element -> equal(element, one));
      case Undefined _ -> false;
      default -> throw new JinjaException("%s holds no elements".formatted(type(all)));
    };
  }
}
