package dev.forja.tokenizers.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value of a document and its place, with checked ways to read it. Immutable. */
public final class Json {
  private static final int LONGEST_QUOTE = 60;

  private final String place;
  private final @Nullable Object value;

  Json(String place, @Nullable Object value) {
    this.place = place;
    this.value = value;
  }

  /** A value that another program made, for example from another format. */
  public static Json of(Map<String, ? extends @Nullable Object> value) {
    return new Json("", value);
  }

  /** The names and indices that lead here; empty for the whole document. */
  public String place() {
    return place;
  }

  /** An exception that names this place. */
  public JsonProblem problem(String problem) {
    return new JsonProblem(place.isEmpty() ? null : place, problem, null);
  }

  /** Whether this is null or was not there. */
  public boolean isNull() {
    return value == null;
  }

  /** Whether this is a string. */
  public boolean isText() {
    return value instanceof String;
  }

  /** Whether this is an array. */
  public boolean isArray() {
    return value instanceof List;
  }

  /** Whether this is an object. */
  public boolean isObject() {
    return value instanceof Map;
  }

  /** The value of a name of this object; a null if it is not there. */
  public Json get(String name) {
    return new Json(place.isEmpty() ? name : place + "." + name, object().get(name));
  }

  /** Whether this object has a name, even if its value is null. */
  public boolean has(String name) {
    return object().containsKey(name);
  }

  /** The value of a name of this object, which must be there and not be null. */
  public Json need(String name) {
    Json found = get(name);
    if (found.isNull()) {
      throw problem(
          has(name) ? "\"" + name + "\" is null; it is needed" : "\"" + name + "\" is missing");
    }
    return found;
  }

  /** This object as a map. */
  @SuppressWarnings("unchecked") // the reader makes only such maps
  public Map<String, @Nullable Object> object() {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw expected("an object");
  }

  /** The elements of this array. */
  public List<Json> array() {
    List<Json> list = new ArrayList<>();
    int i = 0;
    for (Object element : elements()) {
      list.add(new Json(place + "[" + i++ + "]", element));
    }
    return list;
  }

  /** The plain elements of this array. */
  @SuppressWarnings("unchecked") // the reader makes only such lists
  public List<@Nullable Object> elements() {
    if (value instanceof List<?> list) {
      return (List<@Nullable Object>) list;
    }
    throw expected("an array");
  }

  /** An element of this array, which must be there. */
  public Json at(int index) {
    List<@Nullable Object> list = elements();
    if (index >= list.size()) {
      throw problem("the array has " + list.size() + " elements; " + (index + 1) + " are needed");
    }
    return new Json(place + "[" + index + "]", list.get(index));
  }

  /** This string. */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw expected("a string");
  }

  /** This string of one character. */
  public int character() {
    String text = text();
    if (text.isEmpty() || text.codePointCount(0, text.length()) != 1) {
      throw problem("the string must be one character; it is " + show(text));
    }
    return text.codePointAt(0);
  }

  /** This boolean. */
  public boolean bool() {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw expected("true or false");
  }

  /** This integer, from 0 to 2147483647. */
  public int count() {
    if (!(value instanceof Long number)) {
      throw expected("an integer");
    }
    if (number < 0 || number > Integer.MAX_VALUE) {
      throw problem("the number must be from 0 to 2147483647; it is " + number);
    }
    return (int) (long) number;
  }

  /** This number. */
  public double number() {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw expected("a number");
  }

  /** The value of a name of this object, read by {@code how}; a default if it is null. */
  public <T> T getOr(String name, Function<Json, T> how, T otherwise) {
    Json found = get(name);
    return found.isNull() ? otherwise : how.apply(found);
  }

  private JsonProblem expected(String what) {
    return problem("this must be " + what + "; it is " + describe());
  }

  private String describe() {
    return switch (value) {
      case null -> "null or missing";
      case String text -> "the string " + show(text);
      case Map<?, ?> map -> "an object";
      case List<?> list -> "an array";
      default -> value.toString();
    };
  }

  /** Text from a file as a message may show it: in quotes, on one line, and not too long. */
  public static String show(String text) {
    String beginning =
        text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    return "\"" + beginning.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?") + "\"";
  }
}
