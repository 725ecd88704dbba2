package dev.forja.tokenizers.learn;

import java.util.function.LongConsumer;

/** A word as the ids of its tokens so far, and how often it occurs. */
final class Word {
  private final int[] ids;
  private final long count;
  private int length;

  /** Gets a pair that is there once more, or once less. */
  @FunctionalInterface
  interface Changes {
    void change(long pair, int sign);
  }

  Word(int[] ids, long count) {
    this.ids = ids;
    this.count = count;
    this.length = ids.length;
  }

  static long pair(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }

  static int left(long pair) {
    return (int) (pair >> Integer.SIZE);
  }

  static int right(long pair) {
    return (int) pair;
  }

  long count() {
    return count;
  }

  void pairs(LongConsumer each) {
    for (int i = 1; i < length; i++) {
      each.accept(pair(ids[i - 1], ids[i]));
    }
  }

  /**
   * Replaces each occurrence of a pair, from left to right, and tells which pairs with the tokens
   * beside it are no longer there, and which are there now.
   */
  void merge(long pair, int merged, Changes changes) {
    int to = 0;
    int from = 0;
    while (from < length) {
      boolean found = from + 1 < length && pair(ids[from], ids[from + 1]) == pair;
      if (!found) {
        ids[to++] = ids[from++];
        continue;
      }
      from += 2;
      if (to > 0) {
        changes.change(pair(ids[to - 1], left(pair)), -1);
        changes.change(pair(ids[to - 1], merged), 1);
      }
      if (from < length) {
        changes.change(pair(right(pair), ids[from]), -1);
        changes.change(pair(merged, ids[from]), 1);
      }
      ids[to++] = merged;
    }
    length = to;
  }
}
