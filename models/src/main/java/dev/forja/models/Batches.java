package dev.forja.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Groups texts into batches: texts of equal length, so that no padding or mask is needed, and no
 * more than fit the processor's caches. Stateless and therefore thread-safe.
 */
public final class Batches {
  /** The maximum number of tokens of a batch. */
  static final int MOST_TOKENS = 1_024;

  private Batches() {}

  /** The indices of the texts in each batch, for texts of these lengths, the longest first. */
  public static List<int[]> plan(int[] lengths) {
    Integer[] byLength = new Integer[lengths.length];
    Arrays.setAll(byLength, i -> i);
    Arrays.sort(byLength, Comparator.comparingInt(i -> -lengths[i]));
    List<int[]> batches = new ArrayList<>();
    int from = 0;
    while (from < byLength.length) {
      int longest = lengths[byLength[from]];
      int most = Math.max(1, MOST_TOKENS / Math.max(1, longest));
      int to = from + 1;
      while (to < byLength.length && to - from < most && lengths[byLength[to]] == longest) {
        to++;
      }
      batches.add(Arrays.stream(byLength, from, to).mapToInt(i -> i).toArray());
      from = to;
    }
    return batches;
  }
}
