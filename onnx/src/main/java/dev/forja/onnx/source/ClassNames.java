package dev.forja.onnx.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names for the classes of a program, from the scopes that they are used in. */
final class ClassNames {
  private ClassNames() {}

  /** A name for each group; the last one is the whole. */
  static List<String> of(Program program, String whole) {
    Set<String> taken = new HashSet<>(Imports.SIMPLE);
    taken.add(whole);
    List<String> names = new ArrayList<>();
    List<List<Body>> groups = program.bodies();
    for (List<Body> group : groups.subList(0, groups.size() - 1)) {
      List<String> path = group.getFirst().path;
      List<String> words = path.stream().filter(each -> !each.matches("[0-9]*")).toList();
      String name = words.isEmpty() ? "Part" : word(words.getLast());
      for (int i = words.size() - 2; i >= 0 && taken.contains(name); i--) {
        name = word(words.get(i)) + name;
      }
      String free = name;
      for (int i = 2; taken.contains(free); i++) {
        free = name + i;
      }
      taken.add(free);
      names.add(free);
    }
    names.add(whole);
    return names;
  }

  /** A name with a number behind it is that of one of several blocks. */
  private static String word(String name) {
    String plain = name.replaceFirst("_?[0-9]+$", "");
    boolean numbered = plain.length() < name.length() && plain.matches(".*[A-Za-z].*");
    String word = Names.upper(Names.camel(numbered ? plain : name, "part"));
    return numbered && !word.endsWith("Block") ? word + "Block" : word;
  }
}
