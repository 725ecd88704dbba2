package dev.forja.models.jinja;

import java.util.AbstractList;
import java.util.List;

/** Python's tuple: a list of another type. */
final class Tuple extends AbstractList<Object> {
  private final List<Object> elements;

  Tuple(List<Object> elements) {
    this.elements = List.copyOf(elements);
  }

  static Tuple of(Object... elements) {
    return new Tuple(List.of(elements));
  }

  @Override
  public Object get(int place) {
    return elements.get(place);
  }

  @Override
  public int size() {
    return elements.size();
  }
}
