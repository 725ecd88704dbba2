package dev.forja.models.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes, elements and slices of values. */
final class Access {
  private Access() {}

  /** What has attributes that a template reads. */
  interface Attributes {
    @Nullable Object attribute(String name);
  }

  /** A value of a template whose attributes it also sets. */
  static final class Namespace implements Attributes {
    final Map<String, Object> values = new LinkedHashMap<>();

    @Override
    public @Nullable Object attribute(String name) {
      return values.get(name);
    }
  }

  /** {@code value.name}. */
  static Object attribute(Object value, String name) {
    Object found = own(value, name);
    if (found == null && value instanceof Map<?, ?> map) {
      found = map.get(name);
    }
    return found == null ? missing(value, name) : found;
  }

  /** The attribute of a value, without a look at the elements of a dict. */
  static Object only(Object value, String name) {
    Object found = own(value, name);
    return found == null ? missing(value, name) : found;
  }

  /** {@code value[key]}. */
  static Object item(Object value, Object key) {
    Object found = element(value, key);
    if (found == null && key instanceof String name) {
      found = own(value, name);
    }
    return found == null ? missing(value, key) : found;
  }

  private static @Nullable Object own(Object value, String name) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (value instanceof Attributes attributes) {
      return attributes.attribute(name);
    }
    return Methods.find(value, name);
  }

  private static @Nullable Object element(Object value, Object key) {
    boolean number = key instanceof Long || key instanceof Boolean;
    return switch (value) {
      case Undefined undefined -> throw undefined.error();
      case Map<?, ?> map -> map.get(key);
      case List<?> list when number -> place(list, Numbers.toLong(key));
      case String text when number -> place(Values.elements(text), Numbers.toLong(key));
      default -> null;
    };
  }

  private static @Nullable Object place(List<?> list, long place) {
    long at = place < 0 ? place + list.size() : place;
    return at >= 0 && at < list.size() ? list.get((int) at) : null;
  }

  private static Undefined missing(Object value, Object key) {
    return new Undefined("%s has no '%s'".formatted(Values.type(value), Values.text(key)));
  }

  /** {@code value[start:stop:step]}, where None stands for what is left out. */
  static Object slice(Object value, Object start, Object stop, Object step) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!(value instanceof String || value instanceof List<?>)) {
      throw new JinjaException("%s has no slices".formatted(Values.type(value)));
    }
    List<Object> all = Values.elements(value);
    long by = step == Values.NONE ? 1 : Numbers.toLong(step);
    if (by == 0) {
      throw new JinjaException("the step of a slice is 0");
    }
    int size = all.size();
    long from = bound(start, size, by, by > 0 ? 0 : size - 1);
    long to = bound(stop, size, by, by > 0 ? size : -1);
    List<Object> part = new ArrayList<>();
    for (long i = from; by > 0 ? i < to : i > to; i += by) {
      part.add(all.get((int) i));
    }
    if (value instanceof String) {
      StringBuilder text = new StringBuilder();
      part.forEach(text::append);
      return text.toString();
    }
    return value instanceof Tuple ? new Tuple(part) : part;
  }

  private static long bound(Object given, int size, long step, long otherwise) {
    if (given == Values.NONE) {
      return otherwise;
    }
    long bound = Numbers.toLong(given);
    bound = bound < 0 ? bound + size : bound;
    return step > 0 ? Math.clamp(bound, 0, size) : Math.clamp(bound, -1, size - 1);
  }
}
