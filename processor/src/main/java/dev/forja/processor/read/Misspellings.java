package dev.forja.processor.read;

import dev.forja.spi.NearNames;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Suggests an existing name for an unknown one. */
final class Misspellings {
  private Misspellings() {}

  /**
   * The name that is probably meant, or null; there is no suggestion for short names, which are
   * similar to too many others.
   */
  static @Nullable String meant(String name, Collection<String> candidates) {
    List<String> others =
        candidates.stream()
            .filter(each -> !each.equals(name) && each.length() > 2)
            .sorted()
            .distinct()
            .toList();
    return name.length() > 2 ? NearNames.find(name, others) : null;
  }

  /**
   * As {@link #meant}, but stricter, for a name that may be correct: either both names consist of
   * the same letters, or they have the same first and last letter. So {@code seq_q} is not taken
   * for a misspelling of {@code seq_k}.
   */
  static @Nullable String suspected(String name, Collection<String> candidates) {
    String near = meant(name, candidates);
    return near != null && isMisspelling(name, near) ? near : null;
  }

  private static boolean isMisspelling(String name, String other) {
    boolean ends =
        name.charAt(0) == other.charAt(0)
            && name.charAt(name.length() - 1) == other.charAt(other.length() - 1);
    boolean numbers = (name + other).chars().anyMatch(Character::isDigit);
    return !numbers && (ends || sorted(name).equals(sorted(other)));
  }

  private static String sorted(String name) {
    char[] letters = name.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }
}
