package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code @Shape} whose names are fields of the object and symbols.
 *
 * @param open whether there may be further leading dimensions
 * @param words one word for each dimension
 */
record Contract(boolean open, List<String> words) {
  static Contract of(String text) {
    List<String> words =
        text.isBlank() ? new ArrayList<>() : new ArrayList<>(List.of(text.strip().split("\\s+")));
    boolean open = !words.isEmpty() && words.getFirst().equals("...");
    if (open) {
      words.removeFirst();
    }
    return new Contract(open, List.copyOf(words));
  }

  /** The sizes, with each name replaced by its value. */
  Dims dims(Function<String, Size> names) {
    return new Dims(open, words.stream().map(word -> size(word, names)).toList());
  }

  private static Size size(String word, Function<String, Size> names) {
    if (word.equals("_")) {
      return Size.UNKNOWN;
    }
    return word.matches("\\d{1,9}") ? Size.of(Integer.parseInt(word)) : names.apply(word);
  }

  /**
   * Whether a shape can fit for some sizes. A symbol that is not bound yet is bound to the size at
   * its place. If it can, it is learned that the sizes are equal, since what follows is reached
   * only then.
   *
   * @param bound the values of the names
   */
  boolean fits(Dims given, Map<String, Size> bound) {
    boolean ranks = open || given.open() || given.count() == words.size();
    if (!ranks
        || (!open && given.count() > words.size())
        || (!given.open() && given.count() < words.size())) {
      return false;
    }
    boolean fits = true;
    for (int place = 1; place <= words.size(); place++) {
      String word = words.get(words.size() - place);
      Size size = given.fromEnd(place);
      Size wanted = size(word, name -> bound.getOrDefault(name, Size.UNKNOWN));
      wanted.markPositive();
      if (wanted.isNever(size)) {
        fits = false;
      } else if (!wanted.isKnown() && !word.equals("_")) {
        bound.put(word, size);
      }
    }
    for (int place = 1; fits && place <= words.size(); place++) {
      String word = words.get(words.size() - place);
      size(word, name -> bound.getOrDefault(name, Size.UNKNOWN)).learn(given.fromEnd(place));
    }
    return fits;
  }

  /** The contract in the format of messages, with the known values of its names. */
  String show(Map<String, Size> bound) {
    Stream<String> sizes =
        words.stream()
            .map(
                word -> {
                  Size size = size(word, name -> bound.getOrDefault(name, Size.UNKNOWN));
                  return size.isKnown() ? size.show() : word;
                });
    return Stream.concat(open ? Stream.of("...") : Stream.of(), sizes)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
