package dev.forja.tokenizers;

import dev.forja.tokenizers.post.TokenRun;
import java.util.ArrayList;
import java.util.List;

/** Cuts the tokens of a text or a pair to a length. */
final class Truncator {
  private Truncator() {}

  /**
   * Cuts tokens.
   *
   * @param added the number of special tokens that are still to be added
   */
  static List<TokenRun> cut(List<TokenRun> runs, Truncation truncation, int added) {
    int most = truncation.maxLength() - added;
    if (most < 0) {
      throw new IllegalArgumentException(
          "a maximum length of "
              + truncation.maxLength()
              + " leaves no room for the "
              + added
              + " special tokens; it must be "
              + added
              + " or more");
    }
    int total = 0;
    for (TokenRun run : runs) {
      total += run.size();
    }
    if (most > 0 && total <= most) {
      return runs;
    }
    int[] sizes = sizes(runs, truncation, most, total);
    List<TokenRun> cut = new ArrayList<>(runs.size());
    for (int i = 0; i < sizes.length; i++) {
      cut.add(windows(runs.get(i), sizes[i], truncation));
    }
    return cut;
  }

  private static int[] sizes(List<TokenRun> runs, Truncation truncation, int most, int total) {
    int first = runs.get(0).size();
    if (most == 0) {
      return new int[runs.size()];
    }
    if (truncation.strategy() == Truncation.Strategy.LONGEST_FIRST) {
      return runs.size() == 1 ? new int[] {most} : both(first, runs.get(1).size(), most);
    }
    int index = truncation.strategy() == Truncation.Strategy.ONLY_FIRST ? 0 : 1;
    if (index >= runs.size()) {
      throw new IllegalArgumentException(
          "only the second text may be cut, but there is none, and the first has "
              + first
              + " tokens, which is more than "
              + most);
    }
    int size = runs.get(index).size();
    if (size <= total - most) {
      throw new IllegalArgumentException(
          "the text that may be cut has "
              + size
              + " tokens, but "
              + (total - most)
              + " must go and one must be left; choose a larger maximum length, or another"
              + " strategy");
    }
    int[] sizes = new int[runs.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = runs.get(i).size();
    }
    sizes[index] = size - (total - most);
    return sizes;
  }

  /** The lengths of two texts of which the longer one is cut first. */
  private static int[] both(int first, int second, int most) {
    int shorter = Math.min(first, second);
    int longer = shorter > most ? shorter : Math.max(shorter, most - shorter);
    if (shorter + longer > most) {
      shorter = most / 2;
      longer = shorter + most % 2;
    }
    return first > second ? new int[] {longer, shorter} : new int[] {shorter, longer};
  }

  /** The first window, followed by the others. */
  private static TokenRun windows(TokenRun run, int size, Truncation truncation) {
    if (size >= run.size()) {
      return run;
    }
    if (size == 0) {
      TokenRun empty = new TokenRun(0);
      empty.overflowing.add(run);
      return empty;
    }
    int stride = truncation.stride();
    if (stride >= size) {
      throw new IllegalArgumentException(
          "windows of "
              + size
              + " tokens cannot share "
              + stride
              + " of them; the stride must be smaller than the maximum length without special"
              + " tokens");
    }
    TokenRun first = null;
    boolean isLeft = truncation.direction() == Side.LEFT;
    for (int done = 0; ; done += size - stride) {
      int from = isLeft ? Math.max(0, run.size() - done - size) : done;
      int to = isLeft ? run.size() - done : Math.min(done + size, run.size());
      TokenRun window = run.part(from, to);
      if (first == null) {
        first = window;
      } else {
        first.overflowing.add(window);
      }
      if (isLeft ? from == 0 : to == run.size()) {
        return first;
      }
    }
  }
}
