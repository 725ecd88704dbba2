package dev.forja.models.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The methods of Python's strings, lists and dicts. Those that would change a value are refused.
 */
final class Methods {
  private static final Set<String> CHANGES =
      Set.of(
          "append",
          "clear",
          "extend",
          "insert",
          "pop",
          "popitem",
          "remove",
          "reverse",
          "setdefault",
          "sort",
          "update");
  private static final Set<String> OF_MAPS = Set.of("copy", "get", "items", "keys", "values");
  private static final Set<String> OF_LISTS = Set.of("copy", "count", "index");
  private static final Set<String> OF_TEXTS =
      Set.of(
          "capitalize",
          "casefold",
          "center",
          "count",
          "endswith",
          "find",
          "format",
          "index",
          "isalnum",
          "isalpha",
          "isdigit",
          "islower",
          "isnumeric",
          "isspace",
          "istitle",
          "isupper",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "partition",
          "removeprefix",
          "removesuffix",
          "replace",
          "rfind",
          "rindex",
          "rjust",
          "rpartition",
          "rsplit",
          "rstrip",
          "split",
          "splitlines",
          "startswith",
          "strip",
          "swapcase",
          "title",
          "upper",
          "zfill");

  private Methods() {}

  /** The method of a value; null if it has none of that name. */
  static @Nullable Callable find(Object value, String name) {
    return switch (value) {
      case String text when OF_TEXTS.contains(name) -> given -> ofText(text, name, given);
      case Map<?, ?> map when OF_MAPS.contains(name) -> given -> ofMap(map, name, given);
      case List<?> list when OF_LISTS.contains(name) -> given -> ofList(list, name, given);
      case Map<?, ?> _ when CHANGES.contains(name) -> _ -> refuse(name);
      case List<?> _ when CHANGES.contains(name) -> _ -> refuse(name);
      default -> null;
    };
  }

  private static Object refuse(String name) {
    throw new JinjaException(
        "'%s' would change its value, which a template must not".formatted(name));
  }

  private static Object ofMap(Map<?, ?> map, String name, Arguments given) {
    return switch (name) {
      case "get" -> {
        Object found = map.get(given.get(0, "key"));
        yield found == null ? given.get(1, "default", Values.NONE) : found;
      }
      case "items" -> items(map);
      case "keys" -> new ArrayList<Object>(map.keySet());
      case "values" -> new ArrayList<Object>(map.values());
      default -> new LinkedHashMap<Object, Object>(map);
    };
  }

  static List<Object> items(Map<?, ?> map) {
    List<Object> items = new ArrayList<>();
    map.forEach((key, value) -> items.add(Tuple.of(key, value)));
    return items;
  }

  private static Object ofList(List<?> list, String name, Arguments given) {
    if (name.equals("copy")) {
      return new ArrayList<Object>(list);
    }
    Object wanted = given.get(0, "value");
    if (name.equals("count")) {
      return list.stream().filter(element -> Values.equal(element, wanted)).count();
    }
    for (int i = 0; i < list.size(); i++) {
      if (Values.equal(list.get(i), wanted)) {
        return (long) i;
      }
    }
    throw new JinjaException("%s is not in the list".formatted(Values.repr(wanted)));
  }

  private static Object ofText(String text, String name, Arguments given) {
    return switch (name) {
      case "strip" -> Texts.strip(text, given.optionalText(0, "chars"));
      case "lstrip" -> Texts.stripStart(text, given.optionalText(0, "chars"));
      case "rstrip" -> Texts.stripEnd(text, given.optionalText(0, "chars"));
      case "split" ->
          Texts.split(text, given.optionalText(0, "sep"), given.integer(1, "maxsplit", -1));
      case "rsplit" ->
          Texts.splitEnd(text, given.optionalText(0, "sep"), given.integer(1, "maxsplit", -1));
      case "splitlines" -> Texts.lines(text, given.flag(0, "keepends", false));
      case "partition" -> partition(text, text.indexOf(given.text(0, "sep")), given, true);
      case "rpartition" -> partition(text, text.lastIndexOf(given.text(0, "sep")), given, false);
      case "startswith" -> any(given.get(0, "prefix"), part(text, given)::startsWith);
      case "endswith" -> any(given.get(0, "suffix"), part(text, given)::endsWith);
      case "removeprefix" -> {
        String prefix = given.text(0, "prefix");
        yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
      }
      case "removesuffix" -> {
        String suffix = given.text(0, "suffix");
        yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
      }
      case "replace" ->
          Texts.replace(
              text, given.text(0, "old"), given.text(1, "new"), given.integer(2, "count", -1));
      case "join" -> joined(text, given.get(0, "iterable"));
      case "find" -> place(text, text.indexOf(given.text(0, "sub"), start(text, given)));
      case "rfind" -> place(text, text.lastIndexOf(given.text(0, "sub")));
      case "index" -> found(place(text, text.indexOf(given.text(0, "sub"), start(text, given))));
      case "rindex" -> found(place(text, text.lastIndexOf(given.text(0, "sub"))));
      case "count" -> count(text, given.text(0, "sub"));
      case "format" -> Formats.braces(text, given.placed(), given.named());
      case "upper" -> Texts.upper(text);
      case "lower", "casefold" -> Texts.lower(text);
      case "title" -> Texts.title(text);
      case "capitalize" -> Texts.capitalize(text);
      case "swapcase" -> swapped(text);
      case "center" ->
          Texts.center(text, given.integer(0, "width", 0), (String) given.get(1, "fill", " "));
      case "ljust" -> text + filler(text, given);
      case "rjust" -> filler(text, given) + text;
      case "zfill" -> zeros(text, given.integer(0, "width", 0));
      default -> is(text, name);
    };
  }

  private static String part(String text, Arguments given) {
    return text.substring(start(text, given));
  }

  private static int start(String text, Arguments given) {
    long start = given.integer(1, "start", 0);
    long length = Texts.length(text);
    long from = Math.clamp(start < 0 ? start + length : start, 0, (int) length);
    return text.offsetByCodePoints(0, (int) from);
  }

  private static boolean any(Object wanted, Predicate<String> test) {
    if (wanted instanceof Tuple tuple) {
      return tuple.stream().anyMatch(one -> test.test(Values.text(one)));
    }
    if (wanted instanceof String text) {
      return test.test(text);
    }
    throw new JinjaException("startswith and endswith want a str, not " + Values.type(wanted));
  }

  private static Tuple partition(String text, int at, Arguments given, boolean first) {
    String separator = given.text(0, "sep");
    if (at < 0) {
      return first ? Tuple.of(text, "", "") : Tuple.of("", "", text);
    }
    return Tuple.of(text.substring(0, at), separator, text.substring(at + separator.length()));
  }

  private static String joined(String separator, Object elements) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (Object element : Values.elements(elements)) {
      if (!(element instanceof String part)) {
        throw new JinjaException("join: an element is " + Values.type(element) + ", not a str");
      }
      text.append(first ? "" : separator).append(part);
      first = false;
    }
    return text.toString();
  }

  private static long place(String text, int at) {
    return at < 0 ? -1 : text.codePointCount(0, at);
  }

  private static Object found(long place) {
    if (place < 0) {
      throw new JinjaException("index: the text is not there");
    }
    return place;
  }

  private static Object count(String text, String part) {
    if (part.isEmpty()) {
      return (long) Texts.length(text) + 1;
    }
    return (long) Texts.split(text, part, -1).size() - 1;
  }

  private static String swapped(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c ->
                result.append(
                    Character.isUpperCase(c)
                        ? Texts.lower(Character.toString(c))
                        : Texts.upper(Character.toString(c))));
    return result.toString();
  }

  private static String filler(String text, Arguments given) {
    long missing = given.integer(0, "width", 0) - Texts.length(text);
    return Values.text(given.get(1, "fillchar", " ")).repeat((int) Math.max(0, missing));
  }

  private static String zeros(String text, long width) {
    int missing = (int) Math.max(0, width - Texts.length(text));
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String sign = signed ? text.substring(0, 1) : "";
    return sign + "0".repeat(missing) + text.substring(sign.length());
  }

  private static boolean is(String text, String name) {
    IntPredicate cased = c -> Character.isUpperCase(c) || Character.isLowerCase(c);
    return switch (name) {
      case "isalnum" -> all(text, Character::isLetterOrDigit);
      case "isalpha" -> all(text, Character::isLetter);
      case "isdigit", "isnumeric" -> all(text, Character::isDigit);
      case "isspace" -> all(text, Texts::isSpace);
      case "isupper" -> text.codePoints().anyMatch(cased) && text.equals(Texts.upper(text));
      case "islower" -> text.codePoints().anyMatch(cased) && text.equals(Texts.lower(text));
      default -> text.codePoints().anyMatch(cased) && text.equals(Texts.title(text));
    };
  }

  private static boolean all(String text, IntPredicate test) {
    return !text.isEmpty() && text.codePoints().allMatch(test);
  }
}
