package dev.forja.spi;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that was probably meant, for messages of errors: the nearest by edits, if it is
 * near enough.
 */
public final class NearNames {
  private NearNames() {}

  /** The nearest of {@code candidates} within a third of the length of {@code name}, or null. */
  public static @Nullable String find(String name, Collection<String> candidates) {
    String best = null;
    int least = Math.max(name.length() / 3, 1) + 1;
    for (String candidate : candidates) {
      int edits =
          isTail(name, candidate) || isTail(candidate, name) ? 1 : distance(name, candidate);
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return best;
  }

  /** A prefix such as {@code module.} in front is the most frequent difference of all. */
  private static boolean isTail(String longer, String tail) {
    return longer.endsWith("." + tail);
  }

  /** Levenshtein's distance, row by row; two letters that have changed places are one edit. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    int[] twoAbove = above;
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
        }
      }
      twoAbove = above;
      above = row;
    }
    return above[b.length()];
  }
}
