package dev.forja.models.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call.
 *
 * @param name what is called, for messages
 * @param placed those by their places
 * @param named those by their names
 */
record Arguments(String name, List<Object> placed, Map<String, Object> named) {
  /** An argument by its place, from 0, or its name; null if it is not there. */
  @Nullable Object find(int place, String name) {
    return place < placed.size() ? placed.get(place) : named.get(name);
  }

  Object get(int place, String name) {
    Object value = find(place, name);
    if (value == null) {
      throw new JinjaException("%s: the argument '%s' is missing".formatted(this.name, name));
    }
    return value;
  }

  Object get(int place, String name, Object otherwise) {
    Object value = find(place, name);
    return value == null ? otherwise : value;
  }

  boolean flag(int place, String name, boolean otherwise) {
    return Values.truth(get(place, name, otherwise));
  }

  long integer(int place, String name, long otherwise) {
    Object value = get(place, name, otherwise);
    return value == Values.NONE ? otherwise : Numbers.toLong(value);
  }

  String text(int place, String name) {
    return string(get(place, name), name);
  }

  /** A text; null if it is not there, or None. */
  @Nullable String optionalText(int place, String name) {
    Object value = find(place, name);
    return value == null || value == Values.NONE ? null : string(value, name);
  }

  private String string(Object value, String name) {
    if (value instanceof String text) {
      return text;
    }
    throw new JinjaException(
        "%s: '%s' is %s, but must be a str".formatted(this.name, name, Values.type(value)));
  }

  /** The same without the first ones. */
  Arguments from(int first) {
    return new Arguments(
        name, placed.subList(Math.min(first, placed.size()), placed.size()), named);
  }
}
