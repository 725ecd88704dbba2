package dev.forja.models.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's formats: {@code "%s" % x} and {@code "{}".format(x)}. */
final class Formats {
  private static final Pattern PERCENT =
      Pattern.compile("%(?:\\((\\w+)\\))?([-+ 0#]*)(\\d*)(?:\\.(\\d+))?([a-zA-Z%])");
  private static final Pattern BRACES = Pattern.compile("\\{\\{|\\}\\}|\\{(\\w*)\\}");

  private Formats() {}

  static String percent(String format, Object given) {
    List<?> values = given instanceof Tuple tuple ? tuple : List.of(given);
    int[] next = {0};
    String text =
        PERCENT
            .matcher(format)
            .replaceAll(
                found -> {
                  String kind = found.group(5);
                  if (kind.equals("%")) {
                    return "%";
                  }
                  Object value;
                  if (found.group(1) != null && given instanceof Map<?, ?> map) {
                    value = map.get(found.group(1));
                  } else if (next[0] < values.size()) {
                    value = values.get(next[0]++);
                  } else {
                    throw new JinjaException("'%s' has too few values".formatted(format));
                  }
                  if (value == null) {
                    throw new JinjaException("there is no value for '%s'".formatted(found.group()));
                  }
                  return Matcher.quoteReplacement(one(found, kind, value));
                });
    boolean lookedUp =
        given instanceof Map<?, ?>
            || given instanceof Undefined
            || (given instanceof List<?> && !(given instanceof Tuple));
    if (next[0] < values.size() && !lookedUp) {
      throw new JinjaException("'%s' has too many values".formatted(format));
    }
    return text;
  }

  private static String one(MatchResult found, String kind, Object value) {
    String precision = found.group(4) == null ? "" : "." + found.group(4);
    String flags = found.group(2) + found.group(3);
    return switch (kind) {
      case "s" -> String.format("%" + flags.replace("0", "") + precision + "s", Values.text(value));
      case "r" -> String.format("%" + flags + precision + "s", Values.repr(value));
      case "d", "i", "u" ->
          String.format(
              Locale.ROOT,
              "%" + flags + "d",
              value instanceof Double number ? number.longValue() : Numbers.toLong(value));
      case "x", "X", "o" -> String.format(Locale.ROOT, "%" + flags + kind, Numbers.toLong(value));
      case "f", "F" ->
          String.format(Locale.ROOT, "%" + flags + precision + "f", Numbers.toDouble(value));
      case "e", "E" ->
          String.format(Locale.ROOT, "%" + flags + precision + kind, Numbers.toDouble(value));
      default -> throw new JinjaException("the format '%s' is not known".formatted(found.group()));
    };
  }

  static String braces(String format, List<Object> values, Map<String, Object> named) {
    int[] next = {0};
    return BRACES
        .matcher(format)
        .replaceAll(
            found -> {
              if (found.group().equals("{{")) {
                return "{";
              }
              if (found.group().equals("}}")) {
                return "}";
              }
              String name = found.group(1);
              boolean counted = name.isEmpty() || name.chars().allMatch(Character::isDigit);
              if (counted && (name.isEmpty() ? next[0] < 0 : next[0] > 0)) {
                throw new JinjaException("format: some values have numbers, and others have none");
              }
              int place = name.isEmpty() ? next[0]++ : counted ? Integer.parseInt(name) : 0;
              if (counted && !name.isEmpty()) {
                next[0] = -1;
              }
              Object value =
                  !counted ? named.get(name) : place < values.size() ? values.get(place) : null;
              if (value == null) {
                throw new JinjaException("format: there is no value for '{%s}'".formatted(name));
              }
              return Matcher.quoteReplacement(Values.text(value));
            });
  }
}
