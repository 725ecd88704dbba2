package dev.forja.tokenizers.model;

import java.util.Arrays;

/**
 * The tokens of words that were divided before, and memory to divide others. A word takes the place
 * of another one in the memory, so that it does not grow. Only one thread may use it at a time.
 */
public final class Scratch {
  private static final int WORDS = 1 << 13;
  private static final int LONGEST = 48;

  private final char[][] words = new char[WORDS][];
  private final int[][] tokens = new int[WORDS][];

  /** Symbols of a word. */
  int[] a = new int[64];

  /** Lengths of the symbols of a word. */
  int[] b = new int[64];

  /** Further numbers of a word. */
  int[] c = new int[64];

  /** Further numbers of a word. */
  int[] d = new int[64];

  private double[] scores = new double[64];

  /** Scores of the places of a word. */
  double[] scores(int count) {
    if (scores.length < count) {
      scores = new double[Math.max(count, 2 * scores.length)];
    }
    return scores;
  }

  /** Makes room for a number of symbols. */
  void room(int count) {
    if (a.length < count) {
      a = Arrays.copyOf(a, Math.max(count, 2 * a.length));
      b = Arrays.copyOf(b, a.length);
      c = Arrays.copyOf(c, a.length);
      d = Arrays.copyOf(d, a.length);
    }
  }

  /** Where a word is kept, or -1 if it is too long to be kept. */
  static int slot(char[] chars, int from, int to) {
    if (to - from > LONGEST) {
      return -1;
    }
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + chars[i];
    }
    hash *= 0x9E3779B9;
    return hash >>> 19;
  }

  /** Adds the tokens of a word if they are kept; whether they were. */
  boolean copy(int slot, char[] chars, int from, int to, Tokens out) {
    char[] word = words[slot];
    if (word == null || !Arrays.equals(word, 0, word.length, chars, from, to)) {
      return false;
    }
    int[] kept = tokens[slot];
    for (int i = 0; i < kept.length; i += 3) {
      out.add(kept[i], from + kept[i + 1], from + kept[i + 2]);
    }
    return true;
  }

  /** Keeps the last tokens of a list, which are those of a word. */
  void keep(int slot, char[] chars, int from, int to, Tokens out, int first) {
    int[] kept = new int[3 * (out.count() - first)];
    for (int i = 0; i < kept.length; i += 3) {
      int token = first + i / 3;
      kept[i] = out.id(token);
      kept[i + 1] = out.start(token) - from;
      kept[i + 2] = out.end(token) - from;
    }
    words[slot] = Arrays.copyOfRange(chars, from, to);
    tokens[slot] = kept;
  }

  /** Whether it holds on to more memory than a pool should keep. */
  public boolean isLarge() {
    return a.length > 1 << 16 || scores.length > 1 << 16;
  }
}
