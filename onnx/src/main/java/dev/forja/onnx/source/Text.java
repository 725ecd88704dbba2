package dev.forja.onnx.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A text with numbers in it that may be parameters of a class, because its uses differ in them.
 * Immutable.
 *
 * @param parts the text between the numbers, one more than these
 * @param numbers the numbers
 * @param roles a name for each number
 */
record Text(List<String> parts, List<Integer> numbers, List<String> roles) {
  Text {
    parts = List.copyOf(parts);
    numbers = List.copyOf(numbers);
    roles = List.copyOf(roles);
  }

  static Text of(String text) {
    return new Text(List.of(text), List.of(), List.of());
  }

  boolean isEmpty() {
    return numbers.isEmpty() && parts.getFirst().isEmpty();
  }

  Text plus(String more) {
    return plus(of(more));
  }

  Text plus(Text more) {
    List<String> joined = new ArrayList<>(parts.subList(0, parts.size() - 1));
    joined.add(parts.getLast() + more.parts.getFirst());
    joined.addAll(more.parts.subList(1, more.parts.size()));
    List<Integer> all = new ArrayList<>(numbers);
    all.addAll(more.numbers);
    List<String> names = new ArrayList<>(roles);
    names.addAll(more.roles);
    return new Text(joined, all, names);
  }

  Text number(int value, String role) {
    return plus(new Text(List.of("", ""), List.of(value), List.of(role)));
  }

  /** The text with something for each number. */
  String with(IntFunction<String> number) {
    StringBuilder text = new StringBuilder(parts.getFirst());
    for (int i = 0; i < numbers.size(); i++) {
      text.append(number.apply(i)).append(parts.get(i + 1));
    }
    return text.toString();
  }

  /** The text without its numbers. */
  String shape() {
    return String.join("#", parts);
  }
}
