package dev.forja.models.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes values as Python's {@code json.dumps} does. */
final class Json {
  private final boolean ascii;
  private final boolean sorted;
  private final String indent;
  private final String comma;
  private final String colon;
  private final StringBuilder out = new StringBuilder();

  private Json(Arguments given) {
    ascii = given.flag(1, "ensure_ascii", false);
    Object indentation = given.get(2, "indent", Values.NONE);
    Object separators = given.get(3, "separators", Values.NONE);
    sorted = given.flag(4, "sort_keys", false);
    boolean broken = indentation != Values.NONE;
    indent =
        !broken
            ? ""
            : "\n"
                + (indentation instanceof String text
                    ? text
                    : " ".repeat((int) Math.max(0, Numbers.toLong(indentation))));
    if (separators instanceof List<?> pair && pair.size() == 2) {
      comma = Values.text(pair.get(0));
      colon = Values.text(pair.get(1));
    } else {
      comma = broken ? "," : ", ";
      colon = ": ";
    }
  }

  /** The value, which is the first of the arguments, with the options that follow it. */
  static String write(Arguments given) {
    Json json = new Json(given);
    json.value(given.get(0, "value"), "\n");
    return json.out.toString();
  }

  private void value(Object value, String line) {
    switch (value) {
      case String text -> text(text);
      case Boolean flag -> out.append(flag ? "true" : "false");
      case Long number -> out.append(number);
      case Double number -> out.append(number(number));
      case List<?> list -> list(list, line);
      case Map<?, ?> map -> map(map, line);
      case Undefined undefined -> throw undefined.error();
      default -> {
        if (value != Values.NONE) {
          throw new JinjaException("%s cannot be written as JSON".formatted(Values.type(value)));
        }
        out.append("null");
      }
    }
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    return Double.isInfinite(number)
        ? number > 0 ? "Infinity" : "-Infinity"
        : Values.number(number);
  }

  private void list(List<?> list, String line) {
    if (list.isEmpty()) {
      out.append("[]");
      return;
    }
    String inner = inner(line);
    out.append('[');
    boolean first = true;
    for (Object element : list) {
      out.append(first ? "" : comma).append(inner);
      value(element, inner);
      first = false;
    }
    out.append(indent.isEmpty() ? "" : line).append(']');
  }

  private void map(Map<?, ?> map, String line) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    String inner = inner(line);
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (sorted) {
      entries.sort((a, b) -> Values.compare(a.getKey(), b.getKey()));
    }
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : entries) {
      out.append(first ? "" : comma).append(inner);
      text(key(entry.getKey()));
      out.append(colon);
      value(entry.getValue(), inner);
      first = false;
    }
    out.append(indent.isEmpty() ? "" : line).append('}');
  }

  private String inner(String line) {
    return indent.isEmpty() ? "" : line + indent.substring(1);
  }

  private static String key(Object key) {
    return switch (key) {
      case String text -> text;
      case Boolean flag -> flag ? "true" : "false";
      case Double number -> number(number);
      default -> key == Values.NONE ? "null" : key.toString();
    };
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = "\"\\\n\r\t\f\b".indexOf(c);
      if (simple >= 0) {
        out.append('\\').append("\"\\nrtfb".charAt(simple));
      } else if (c < ' ' || (ascii && c > '~')) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
