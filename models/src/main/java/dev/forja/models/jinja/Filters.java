package dev.forja.models.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The filters of single values. Each gets what it filters as its first argument. */
final class Filters {
  private static final Map<String, Callable> ALL = new HashMap<>(ListFilters.ALL);

  static {
    ALL.put("abs", given -> absolute(given.get(0, "x")));
    ALL.put("attr", given -> Access.only(given.get(0, "obj"), given.text(1, "name")));
    ALL.put("capitalize", given -> Texts.capitalize(text(given)));
    ALL.put("center", given -> Texts.center(text(given), given.integer(1, "width", 80), " "));
    ALL.put("count", given -> Values.length(given.get(0, "obj")));
    ALL.put("length", given -> Values.length(given.get(0, "obj")));
    ALL.put("d", Filters::otherwise);
    ALL.put("default", Filters::otherwise);
    ALL.put("e", given -> escaped(text(given)));
    ALL.put("escape", given -> escaped(text(given)));
    ALL.put("forceescape", given -> escaped(text(given)));
    ALL.put("float", given -> real(given.get(0, "value"), given.get(1, "default", 0.0)));
    ALL.put("format", Filters::formatted);
    ALL.put("indent", Filters::indented);
    ALL.put("int", Filters::integer);
    ALL.put("lower", given -> Texts.lower(text(given)));
    ALL.put("upper", given -> Texts.upper(text(given)));
    ALL.put("replace", Filters::replaced);
    ALL.put("round", Filters::rounded);
    ALL.put("safe", Filters::text);
    ALL.put("string", Filters::text);
    ALL.put("title", given -> titled(text(given)));
    ALL.put("tojson", Json::write);
    ALL.put("trim", given -> Texts.strip(text(given), given.optionalText(1, "chars")));
    ALL.put("truncate", Filters::truncated);
    ALL.put("urlencode", given -> encoded(text(given)));
    ALL.put("wordcount", given -> (long) words(text(given)));
  }

  private Filters() {}

  static @Nullable Callable find(String name) {
    return ALL.get(name);
  }

  private static String text(Arguments given) {
    return Values.text(given.get(0, "value"));
  }

  private static Object absolute(Object value) {
    return value instanceof Double number
        ? (Object) Math.abs(number)
        : (Object) Math.abs(Numbers.toLong(value));
  }

  private static Object otherwise(Arguments given) {
    Object value = given.get(0, "value");
    boolean missing =
        value instanceof Undefined || (given.flag(2, "boolean", false) && !Values.truth(value));
    return missing ? given.get(1, "default_value", "") : value;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace(">", "&gt;")
        .replace("<", "&lt;")
        .replace("'", "&#39;")
        .replace("\"", "&#34;");
  }

  private static Object real(Object value, Object otherwise) {
    if (Values.isNumber(value)) {
      return Numbers.toDouble(value);
    }
    try {
      return value instanceof String text
          ? (Object) Double.parseDouble(Texts.strip(text, null))
          : otherwise;
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }

  private static Object integer(Arguments given) {
    Object value = given.get(0, "value");
    Object otherwise = given.get(1, "default", 0L);
    if (value instanceof Double number) {
      return Double.isFinite(number) ? (Object) number.longValue() : otherwise;
    }
    if (Values.isNumber(value)) {
      return Numbers.toLong(value);
    }
    if (!(value instanceof String text)) {
      return otherwise;
    }
    String digits = Texts.strip(text, null);
    try {
      return Long.parseLong(digits, (int) given.integer(2, "base", 10));
    } catch (NumberFormatException _) {
      try {
        return (long) Double.parseDouble(digits);
      } catch (NumberFormatException _) {
        return otherwise;
      }
    }
  }

  private static Object formatted(Arguments given) {
    Arguments values = given.from(1);
    return Formats.percent(
        text(given),
        values.named().isEmpty()
            ? new Tuple(values.placed())
            : new HashMap<Object, Object>(values.named()));
  }

  private static Object indented(Arguments given) {
    Object width = given.get(1, "width", 4L);
    String by = width instanceof String text ? text : " ".repeat((int) Numbers.toLong(width));
    boolean first = given.flag(2, "first", false);
    boolean blank = given.flag(3, "blank", false);
    List<Object> lines = Texts.lines(given.text(0, "s") + "\n", false);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      boolean moved = i == 0 ? first : blank || !line.isEmpty();
      out.append(i == 0 ? "" : "\n").append(moved ? by : "").append(line);
    }
    return out.toString();
  }

  private static Object replaced(Arguments given) {
    return Texts.replace(
        text(given),
        Values.text(given.get(1, "old")),
        Values.text(given.get(2, "new")),
        given.integer(3, "count", -1));
  }

  private static Object rounded(Arguments given) {
    Object value = given.get(0, "value");
    int digits = (int) given.integer(1, "precision", 0);
    Object method = given.get(2, "method", "common");
    RoundingMode mode =
        switch (Values.text(method)) {
          case "common" -> RoundingMode.HALF_EVEN;
          case "ceil" -> RoundingMode.CEILING;
          case "floor" -> RoundingMode.FLOOR;
          default -> throw new JinjaException("round: the method is common, ceil or floor");
        };
    if ((value instanceof Long || value instanceof Boolean) && mode == RoundingMode.HALF_EVEN) {
      return BigDecimal.valueOf(Numbers.toLong(value))
          .setScale(Math.min(0, digits), mode)
          .longValue();
    }
    return new BigDecimal(Numbers.toDouble(value)).setScale(digits, mode).doubleValue();
  }

  /** As the filter does it: a capital letter behind spaces, hyphens and opening brackets. */
  private static String titled(String text) {
    StringBuilder out = new StringBuilder();
    boolean start = true;
    for (int c : text.codePoints().toArray()) {
      boolean between = "-({[<".indexOf(c) >= 0 || Texts.isSpace(c);
      String one = Character.toString(c);
      out.append(between ? one : start ? Texts.upper(one) : Texts.lower(one));
      start = between;
    }
    return out.toString();
  }

  private static Object truncated(Arguments given) {
    Object value = given.get(0, "value");
    int length = (int) given.integer(1, "length", 255);
    if (Values.length(value) <= length + given.integer(4, "leeway", 5)) {
      return value;
    }
    String text = Values.text(value);
    String end = Values.text(given.get(3, "end", "..."));
    int kept = Math.clamp(length - Texts.length(end), 0, Texts.length(text));
    int to = text.offsetByCodePoints(0, kept);
    String cut = text.substring(0, to);
    if (!given.flag(2, "killwords", false) && cut.lastIndexOf(' ') >= 0) {
      cut = cut.substring(0, cut.lastIndexOf(' '));
    }
    return cut + end;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%2F", "/");
  }

  private static int words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.split("[^\\p{L}\\p{N}_]+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words.size();
  }
}
