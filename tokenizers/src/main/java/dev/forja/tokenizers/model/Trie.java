package dev.forja.tokenizers.model;

import java.util.Arrays;

/**
 * A tree of chars, in one hash table: a node and a char lead to the next node. Immutable once it is
 * filled.
 */
final class Trie {
  /** The node of the empty text. */
  static final int ROOT = 0;

  /** Says that a node has no child for a char, or no value. */
  static final int NONE = -1;

  /** Most vocabularies need two to three nodes for a text. */
  private static final int NODES_PER_TEXT = 3;

  private long[] keys;
  private int[] children;
  private int[] values;
  private int nodes = 1;

  /** An empty tree with room for about so many texts; it grows when there are more. */
  Trie(int texts) {
    int room = Math.max(1 << 9, Integer.highestOneBit(Math.min(texts, 1 << 22) * NODES_PER_TEXT));
    keys = new long[2 * room];
    children = new int[2 * room];
    values = new int[room];
    Arrays.fill(keys, NONE);
    values[ROOT] = NONE;
  }

  private static long key(int node, char c) {
    return (long) node << 16 | c;
  }

  private int slot(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32) & keys.length - 1;
  }

  /** The child of a node for a char, or {@link #NONE}. */
  int child(int node, char c) {
    long key = key(node, c);
    int slot = slot(key);
    while (keys[slot] != key) {
      if (keys[slot] == NONE) {
        return NONE;
      }
      slot = slot + 1 & keys.length - 1;
    }
    return children[slot];
  }

  /** The value of a node, or {@link #NONE}. */
  int value(int node) {
    return values[node];
  }

  /** The node that some chars lead to from another node, or {@link #NONE}. */
  int walk(int node, String text) {
    int now = node;
    for (int i = 0; i < text.length() && now != NONE; i++) {
      now = child(now, text.charAt(i));
    }
    return now;
  }

  /** Gives a text a value. */
  void put(String text, int value) {
    int node = ROOT;
    for (int i = 0; i < text.length(); i++) {
      int child = child(node, text.charAt(i));
      node = child == NONE ? add(node, text.charAt(i)) : child;
    }
    values[node] = value;
  }

  private int add(int node, char c) {
    if (2 * nodes >= keys.length) {
      grow();
    }
    if (nodes == values.length) {
      values = Arrays.copyOf(values, 2 * nodes);
    }
    values[nodes] = NONE;
    insert(key(node, c), nodes);
    return nodes++;
  }

  private void insert(long key, int child) {
    int slot = slot(key);
    while (keys[slot] != NONE) {
      slot = slot + 1 & keys.length - 1;
    }
    keys[slot] = key;
    children[slot] = child;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldChildren = children;
    keys = new long[2 * oldKeys.length];
    children = new int[2 * oldKeys.length];
    Arrays.fill(keys, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != NONE) {
        insert(oldKeys[i], oldChildren[i]);
      }
    }
  }
}
