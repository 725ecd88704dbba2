package dev.forja.module;

import java.util.Collection;
import java.util.Set;

/**
 * Recognises names that all differ by the same prefix, for example because the model is part of
 * another one in the file or in the program; then one sentence is more helpful than a list of all
 * names.
 */
final class PrefixHint {
  private PrefixHint() {}

  /** The hint for the names of a module and those of the loaded tensors; empty if there is none. */
  static String of(Set<String> state, Set<String> offered, LoadOptions options) {
    String stripped = common(offered, state);
    if (!stripped.isEmpty()) {
      String remedy =
          options.keepsNames()
              ? "LoadOptions.defaults().withPrefix(\"" + options.prefix() + stripped + "\")"
              : "a renaming that cuts it off, too";
      return "all %d names in the state dict begin with \"%s\", which the names in the model do not"
              .formatted(offered.size(), stripped)
          + " have: strip it with "
          + remedy
          + ".";
    }
    String added = common(state, offered);
    return added.isEmpty()
        ? ""
        : "all %d names in the model begin with \"%s\", which the names in the state dict do not"
                .formatted(state.size(), added)
            + " have: add it with LoadOptions.defaults().withRenaming(name -> \""
            + added
            + "\" + name).";
  }

  /**
   * A prefix of whole name parts that all of {@code names} have, such that at least half of them
   * are among {@code others} without it, and none of them with it; empty if there is none.
   */
  private static String common(Collection<String> names, Set<String> others) {
    if (names.isEmpty() || names.stream().anyMatch(others::contains)) {
      return "";
    }
    String first = names.iterator().next();
    for (int dot = first.indexOf('.'); dot >= 0; dot = first.indexOf('.', dot + 1)) {
      String prefix = first.substring(0, dot + 1);
      if (!names.stream().allMatch(name -> name.startsWith(prefix))) {
        return "";
      }
      long found =
          names.stream().filter(name -> others.contains(name.substring(prefix.length()))).count();
      if (2 * found >= names.size()) {
        return LoadReport.tame(prefix).equals(prefix) ? prefix : ""; // the hint is to be copied
      }
    }
    return "";
  }
}
