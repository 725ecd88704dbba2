package dev.forja.spi;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that was probably meant, for error messages: the one with the smallest edit
 * distance, if it is near enough. Stateless and therefore thread-safe.
 */
public final class NearNames {
  /** Longer names are not compared letter by letter. */
  private static final int LONGEST = 300;

  /** The number of pairs of letters after which the search ends, about 10 ms. */
  private static final long MOST_PAIRS = 4_000_000;

  private NearNames() {}

  /**
   * The nearest of {@code candidates} whose edit distance is at most a third of the length of
   * {@code name}, or null. The search is bounded: among thousands of candidates of similar length
   * only the first are compared, so an error message never takes long.
   */
  public static @Nullable String find(String name, Collection<String> candidates) {
    String best = null;
    int least = Math.max(name.length() / 3, 1) + 1;
    long pairs = 0;
    for (String candidate : candidates) {
      int edits = Math.abs(name.length() - candidate.length()); // the least that there can be
      if (isTail(name, candidate) || isTail(candidate, name)) {
        edits = 1;
      } else if (edits < least && Math.max(name.length(), candidate.length()) <= LONGEST) {
        pairs += (long) name.length() * candidate.length();
        if (pairs > MOST_PAIRS) {
          return best;
        }
        edits = distance(name, candidate);
      } else {
        continue;
      }
      if (edits < least) {
        least = edits;
        best = candidate;
      }
    }
    return best;
  }

  /**
   * Whether the names differ only by a prefix such as {@code module.}, the most frequent
   * difference.
   */
  private static boolean isTail(String longer, String tail) {
    int dot = longer.length() - tail.length() - 1;
    return dot >= 0 && longer.charAt(dot) == '.' && longer.endsWith(tail);
  }

  /**
   * The Levenshtein distance, computed row by row; swapping two neighbouring letters counts as one
   * edit.
   */
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
