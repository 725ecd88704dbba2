package dev.forja.tokenizers.model;

import java.util.Arrays;

/** The pairs of tokens that are merged: the rank of each, and the token that it becomes. */
final class Merges {
  private long[] keys;
  private long[] values;
  private final int mask;

  Merges(int count) {
    int capacity = Integer.highestOneBit(Math.max(8, 2 * count)) << 1;
    keys = new long[capacity];
    values = new long[capacity];
    mask = capacity - 1;
    Arrays.fill(keys, -1);
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32 ^ hash >>> 40) & mask;
  }

  /** Adds a pair; a pair that is there already gets the new rank. */
  void put(int first, int second, int rank, int merged) {
    long key = (long) first << 32 | second;
    int slot = slot(key);
    while (keys[slot] != -1 && keys[slot] != key) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    values[slot] = (long) rank << 32 | merged;
  }

  /** The rank of a pair in the upper half and the merged token in the lower; -1 if it is none. */
  long get(int first, int second) {
    long key = (long) first << 32 | second;
    int slot = slot(key);
    while (keys[slot] != key) {
      if (keys[slot] == -1) {
        return -1;
      }
      slot = slot + 1 & mask;
    }
    return values[slot];
  }
}
