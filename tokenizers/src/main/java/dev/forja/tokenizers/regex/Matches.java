package dev.forja.tokenizers.regex;

import java.util.Arrays;

/** The places of matches, in order and without overlap. Only one thread may use it. */
public final class Matches {
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int count;

  /** Forgets all. */
  public void clear() {
    count = 0;
  }

  /** The number of matches. */
  public int count() {
    return count;
  }

  /** The first char of a match. */
  public int start(int match) {
    return starts[match];
  }

  /** The index after the last char of a match. */
  public int end(int match) {
    return ends[match];
  }

  /** Adds a match. */
  public void add(int start, int end) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = start;
    ends[count++] = end;
  }
}
