package dev.forja.models.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The filters of lists. Each gets the list as its first argument. */
final class ListFilters {
  static final Map<String, Callable> ALL = new HashMap<>();

  static {
    ALL.put("batch", ListFilters::batches);
    ALL.put("slice", ListFilters::slices);
    ALL.put("dictsort", ListFilters::sortedItems);
    ALL.put("first", given -> end(given, true));
    ALL.put("last", given -> end(given, false));
    ALL.put("groupby", ListFilters::groups);
    ALL.put("items", ListFilters::items);
    ALL.put("join", ListFilters::joined);
    ALL.put("list", given -> Values.elements(given.get(0, "value")));
    ALL.put("map", ListFilters::mapped);
    ALL.put("max", given -> extreme(given, true));
    ALL.put("min", given -> extreme(given, false));
    ALL.put("reject", given -> chosen(given, false, false));
    ALL.put("rejectattr", given -> chosen(given, true, false));
    ALL.put("reverse", ListFilters::reversed);
    ALL.put("select", given -> chosen(given, false, true));
    ALL.put("selectattr", given -> chosen(given, true, true));
    ALL.put("sort", ListFilters::sorted);
    ALL.put("sum", ListFilters::sum);
    ALL.put("unique", ListFilters::unique);
  }

  private ListFilters() {}

  private static List<Object> elements(Arguments given) {
    return Values.elements(given.get(0, "value"));
  }

  /** As {@link #elements}, where whatever is false is empty, too. */
  private static List<Object> elementsOrNone(Arguments given) {
    return Values.truth(given.get(0, "value")) ? elements(given) : List.of();
  }

  /** What an attribute with dots, a place or None takes of each element. */
  private static UnaryOperator<Object> getter(Object attribute) {
    if (attribute == Values.NONE) {
      return element -> element;
    }
    return element -> {
      Object value = element;
      for (String part : Values.text(attribute).split("\\.", -1)) {
        boolean place = !part.isEmpty() && part.chars().allMatch(Character::isDigit);
        value = Access.item(value, place ? (Object) Long.parseLong(part) : part);
      }
      return value;
    };
  }

  /** As a getter, with texts in small letters unless case matters. */
  private static UnaryOperator<Object> key(Arguments given, Object attribute, int place) {
    boolean cased = given.flag(place, "case_sensitive", false);
    UnaryOperator<Object> getter = getter(attribute);
    return element -> {
      Object value = getter.apply(element);
      return !cased && value instanceof String text ? Texts.lower(text) : value;
    };
  }

  private static Object end(Arguments given, boolean first) {
    List<Object> all = elements(given);
    if (all.isEmpty()) {
      return new Undefined("the sequence is empty");
    }
    return first ? all.getFirst() : all.getLast();
  }

  private static Object items(Arguments given) {
    return switch (given.get(0, "value")) {
      case Undefined _ -> List.of();
      case Map<?, ?> map -> Methods.items(map);
      default -> throw new JinjaException("items: there is no dict");
    };
  }

  private static Object joined(Arguments given) {
    String between = Values.text(given.get(1, "d", ""));
    UnaryOperator<Object> getter = getter(given.get(2, "attribute", Values.NONE));
    StringBuilder out = new StringBuilder();
    String separator = "";
    for (Object element : elements(given)) {
      out.append(separator).append(Values.text(getter.apply(element)));
      separator = between;
    }
    return out.toString();
  }

  private static Object mapped(Arguments given) {
    List<Object> all = new ArrayList<>();
    Object attribute = given.named().get("attribute");
    if (attribute != null && given.placed().size() == 1) {
      Object otherwise = given.named().get("default");
      UnaryOperator<Object> getter = getter(attribute);
      for (Object element : elementsOrNone(given)) {
        Object value = getter.apply(element);
        all.add(value instanceof Undefined && otherwise != null ? otherwise : value);
      }
      return all;
    }
    String name = given.text(1, "filter");
    Callable filter = Filters.find(name);
    if (filter == null) {
      throw new JinjaException("there is no filter named '%s'".formatted(name));
    }
    for (Object element : elementsOrNone(given)) {
      all.add(filter.call(with(name, element, given.from(2))));
    }
    return all;
  }

  private static Arguments with(String name, Object first, Arguments more) {
    List<Object> placed = new ArrayList<>();
    placed.add(first);
    placed.addAll(more.placed());
    return new Arguments(name, placed, more.named());
  }

  private static Object chosen(Arguments given, boolean byAttribute, boolean wanted) {
    int next = byAttribute ? 2 : 1;
    UnaryOperator<Object> getter = getter(byAttribute ? given.get(1, "attr") : Values.NONE);
    boolean tested = given.placed().size() > next;
    String name = tested ? given.text(next, "test") : "";
    List<Object> all = new ArrayList<>();
    for (Object element : elementsOrNone(given)) {
      Object value = getter.apply(element);
      boolean holds =
          tested ? Tests.find(name).holds(value, given.from(next + 1)) : Values.truth(value);
      if (holds == wanted) {
        all.add(element);
      }
    }
    return all;
  }

  private static Object reversed(Arguments given) {
    Object value = given.get(0, "value");
    if (value instanceof String text) {
      return Access.slice(text, Values.NONE, Values.NONE, -1L);
    }
    List<Object> all = Values.elements(value);
    Collections.reverse(all);
    return all;
  }

  private static Object sorted(Arguments given) {
    List<Object> all = new ArrayList<>(elements(given));
    Comparator<Object> order =
        Comparator.comparing(
            key(given, given.get(3, "attribute", Values.NONE), 2), Values::compare);
    all.sort(given.flag(1, "reverse", false) ? order.reversed() : order);
    return all;
  }

  private static Object sortedItems(Arguments given) {
    if (!(given.get(0, "value") instanceof Map<?, ?> map)) {
      throw new JinjaException("dictsort: there is no dict");
    }
    long place = Values.text(given.get(2, "by", "key")).equals("value") ? 1 : 0;
    List<Object> items = Methods.items(map);
    Comparator<Object> order = Comparator.comparing(key(given, place, 1), Values::compare);
    items.sort(given.flag(3, "reverse", false) ? order.reversed() : order);
    return items;
  }

  private static Object unique(Arguments given) {
    UnaryOperator<Object> key = key(given, given.get(2, "attribute", Values.NONE), 1);
    List<Object> keys = new ArrayList<>();
    List<Object> all = new ArrayList<>();
    for (Object element : elements(given)) {
      Object one = key.apply(element);
      Values.checkKey(one);
      if (keys.stream().noneMatch(other -> Values.equal(other, one))) {
        keys.add(one);
        all.add(element);
      }
    }
    return all;
  }

  private static Object extreme(Arguments given, boolean most) {
    UnaryOperator<Object> key = key(given, given.get(2, "attribute", Values.NONE), 1);
    Object best = new Undefined("the sequence is empty");
    boolean first = true;
    for (Object element : elements(given)) {
      int order = first ? 1 : Values.compare(key.apply(element), key.apply(best));
      if (first || (most ? order > 0 : order < 0)) {
        best = element;
      }
      first = false;
    }
    return best;
  }

  private static Object sum(Arguments given) {
    UnaryOperator<Object> getter = getter(given.get(1, "attribute", Values.NONE));
    Object sum = given.get(2, "start", 0L);
    for (Object element : elements(given)) {
      sum = Numbers.compute("+", sum, getter.apply(element));
    }
    return sum;
  }

  private static Object groups(Arguments given) {
    Object attribute = given.get(1, "attribute");
    Object otherwise = given.find(2, "default");
    UnaryOperator<Object> getter = getter(attribute);
    boolean cased = given.flag(3, "case_sensitive", false);
    Map<Object, List<Object>> groups = new LinkedHashMap<>();
    Map<Object, Object> shown = new HashMap<>();
    for (Object element : elements(given)) {
      Object found = getter.apply(element);
      Object value = found instanceof Undefined && otherwise != null ? otherwise : found;
      Object key = !cased && value instanceof String text ? Texts.lower(text) : value;
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(element);
      shown.putIfAbsent(key, value);
    }
    return groups.entrySet().stream()
        .sorted((a, b) -> Values.compare(a.getKey(), b.getKey()))
        .map(group -> (Object) Tuple.of(shown.getOrDefault(group.getKey(), ""), group.getValue()))
        .toList();
  }

  private static Object batches(Arguments given) {
    int count = (int) given.integer(1, "linecount", 1);
    Object fill = given.get(2, "fill_with", Values.NONE);
    List<Object> all = elements(given);
    List<Object> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += count) {
      List<Object> batch = new ArrayList<>(all.subList(from, Math.min(from + count, all.size())));
      while (fill != Values.NONE && batch.size() < count) {
        batch.add(fill);
      }
      batches.add(batch);
    }
    return batches;
  }

  private static Object slices(Arguments given) {
    int count = (int) given.integer(1, "slices", 1);
    Object fill = given.get(2, "fill_with", Values.NONE);
    List<Object> all = elements(given);
    int each = all.size() / count;
    int more = all.size() % count;
    List<Object> slices = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = i * each + Math.min(i, more);
      int to = from + each + (i < more ? 1 : 0);
      List<Object> slice = new ArrayList<>(all.subList(from, to));
      if (fill != Values.NONE && i >= more) {
        slice.add(fill);
      }
      slices.add(slice);
    }
    return slices;
  }
}
