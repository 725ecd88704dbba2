package dev.forja.processor.read;

import dev.forja.spi.NearNames;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Guesses which name was meant by one that is not there. */
final class Misspellings {
  private Misspellings() {}

  /** The name that is probably meant, or null; short names are too near to everything. */
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
   * The same for a name that may be right as it is: two letters have changed places, or the ends
   * agree and one letter between them does not. So {@code seq_q} and {@code seq_k} are no slips.
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
