package dev.forja.benchmarks.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a shape in the format of an explanation, {@code [n, 2 * l + 1, ?]}, for given sizes. */
final class ShownShape {
  private final String text;
  private final Map<String, Integer> sizes;
  private int at;

  private ShownShape(String text, Map<String, Integer> sizes) {
    this.text = text;
    this.sizes = sizes;
  }

  /** Whether an observed shape agrees with the shown one. */
  static boolean holds(String shown, List<Integer> seen, Map<String, Integer> sizes) {
    List<String> parts = parts(shown.substring(1, shown.length() - 1));
    boolean open = !parts.isEmpty() && parts.getFirst().equals("...");
    List<String> named = open ? parts.subList(1, parts.size()) : parts;
    if (open ? seen.size() < named.size() : seen.size() != named.size()) {
      return false;
    }
    for (int i = 0; i < named.size(); i++) {
      Long size = value(named.get(i), sizes);
      if (size != null && size != seen.get(seen.size() - named.size() + i).longValue()) {
        return false;
      }
    }
    return true;
  }

  /** Whether the rank is shown and, if there are dimensions, at least one size. */
  static boolean isUseful(String shown) {
    List<String> parts = parts(shown.substring(1, shown.length() - 1));
    return !parts.contains("...")
        && (parts.isEmpty() || parts.stream().anyMatch(part -> !part.equals("?")));
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= text.length(); i++) {
      char next = i < text.length() ? text.charAt(i) : ',';
      depth += next == '(' ? 1 : next == ')' ? -1 : 0;
      if (next == ',' && depth == 0 && i > from) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    return parts;
  }

  private static @Nullable Long value(String text, Map<String, Integer> sizes) {
    return text.equals("?") ? null : new ShownShape(text, sizes).sum();
  }

  private char peek() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private long sum() {
    long value = product();
    while (peek() == '+' || peek() == '-') {
      value = text.charAt(at++) == '+' ? value + product() : value - product();
    }
    return value;
  }

  private long product() {
    long value = factor();
    while (peek() == '*' || peek() == '/') {
      value = text.charAt(at++) == '*' ? value * factor() : value / factor();
    }
    return value;
  }

  private long factor() {
    if (peek() == '-') {
      at++;
      return -factor();
    }
    if (peek() == '(') {
      at++;
      long value = sum();
      at++;
      return value;
    }
    int from = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    String word = text.substring(from, at);
    if (word.equals("min")) {
      at++;
      long first = sum();
      at++;
      long second = sum();
      at++;
      return Math.min(first, second);
    }
    Integer size = sizes.get(word);
    return size != null ? size : Long.parseLong(word);
  }
}
