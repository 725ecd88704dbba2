package dev.forja.processor.checkpoint;

import dev.forja.processor.model.SavedName;
import dev.forja.spi.NearNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the names in a file with those of a model's state. */
final class NameCheck {
  private final Set<String> found;
  private final List<Shown> state;

  /**
   * A difference between the names of one field, of which there may be more.
   *
   * @param missing whether a name is missing in the file, rather than unexpected
   * @param field the field; empty if the name belongs to none
   * @param name the first of the names
   * @param near a similar name that occurs only on the other side
   * @param more the number of further names of the field that differ in the same way
   */
  record Difference(boolean missing, String field, String name, @Nullable String near, int more) {}

  /**
   * A piece of state with the pattern of its names: the levels up to the last one with variable
   * names, and those after it.
   */
  private record Shown(SavedName name, Pattern whole, Pattern head, List<String> tails) {}

  NameCheck(List<SavedName> state, Weights weights) {
    this.found = new LinkedHashSet<>(weights.shapes().keySet());
    found.addAll(weights.aliases().keySet());
    this.state = state.stream().map(NameCheck::shown).toList();
  }

  private static Shown shown(SavedName name) {
    int split = 0;
    for (int i = 0; i < name.path().size(); i++) {
      split = name.path().get(i) instanceof SavedName.Fixed ? split : i + 1;
    }
    List<SavedName.Level> head = name.path().subList(0, split);
    List<SavedName.Level> tail = name.path().subList(split, name.path().size());
    return new Shown(
        name, Pattern.compile(regex(name.path())), Pattern.compile(regex(head)), tails(tail));
  }

  private static String regex(List<SavedName.Level> path) {
    return path.stream().map(NameCheck::regex).collect(Collectors.joining("\\."));
  }

  private static String regex(SavedName.Level level) {
    return switch (level) {
      case SavedName.Fixed(List<String> names) ->
          names.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
      case SavedName.Index _ -> "\\d+";
      case SavedName.Key _ -> "[^.]+";
      case SavedName.Rest _ -> ".+";
    };
  }

  /** The possible names of the last levels, the current one first. */
  private static List<String> tails(List<SavedName.Level> path) {
    List<String> tails = List.of("");
    for (SavedName.Level level : path) {
      if (level instanceof SavedName.Fixed(List<String> names)) {
        List<String> longer = new ArrayList<>();
        for (String tail : tails) {
          names.forEach(name -> longer.add(tail.isEmpty() ? name : tail + "." + name));
        }
        tails = longer;
      }
    }
    return tails;
  }

  List<Difference> differences() {
    Map<String, String> unexpected = unexpected();
    Map<String, String> missing = missing();
    List<Difference> all = new ArrayList<>();
    all.addAll(byField(true, missing, unexpected.keySet()));
    all.addAll(byField(false, unexpected, missing.keySet()));
    return all;
  }

  /** Names that are not in the state, with the field that each may belong to. */
  private Map<String, String> unexpected() {
    Map<String, String> unexpected = new LinkedHashMap<>();
    for (String name : found) {
      if (state.stream().noneMatch(each -> each.whole().matcher(name).matches())) {
        unexpected.put(name, field(name));
      }
    }
    return unexpected;
  }

  private String field(String name) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    return state.stream()
        .map(Shown::name)
        .filter(
            each ->
                !each.path().isEmpty()
                    && each.path().getFirst() instanceof SavedName.Fixed(List<String> names)
                    && names.contains(first))
        .map(SavedName::field)
        .findFirst()
        .orElse("");
  }

  /** Names that are not in the file, with their fields. */
  private Map<String, String> missing() {
    Map<String, String> missing = new LinkedHashMap<>();
    for (Shown each : state) {
      if (each.name().required()) {
        for (String head : heads(each)) {
          List<String> names = each.tails().stream().map(tail -> join(head, tail)).toList();
          if (names.stream().noneMatch(found::contains)) {
            missing.put(names.getFirst(), each.name().field());
          }
        }
      }
    }
    return missing;
  }

  /** The prefixes in the file that match a pattern, such as the elements of a list. */
  private Set<String> heads(Shown shown) {
    Set<String> heads = new LinkedHashSet<>();
    if (shown.head().pattern().isEmpty()) {
      heads.add("");
      return heads;
    }
    Pattern begins = Pattern.compile("(" + shown.head().pattern() + ")(?:\\..*)?");
    for (String name : found) {
      Matcher matcher = begins.matcher(name);
      if (matcher.matches()) {
        heads.add(matcher.group(1));
      }
    }
    return heads;
  }

  private static String join(String head, String tail) {
    return head.isEmpty() ? tail : tail.isEmpty() ? head : head + "." + tail;
  }

  private static List<Difference> byField(
      boolean missing, Map<String, String> names, Set<String> others) {
    Map<String, List<String>> byField = new LinkedHashMap<>();
    names.forEach(
        (name, field) -> byField.computeIfAbsent(field, _ -> new ArrayList<>()).add(name));
    List<Difference> all = new ArrayList<>();
    byField.forEach(
        (field, of) -> {
          String first = of.getFirst();
          String near = NearNames.find(first, others);
          all.add(new Difference(missing, field, first, near, of.size() - 1));
        });
    return all;
  }
}
