package dev.forja.tokenizers.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens and their ids. A token can be looked up by a part of an array of chars, so that no string
 * has to be made. Immutable.
 */
public final class Vocabulary {
  /** Says that there is no such token. */
  public static final int NONE = -1;

  private final int size;
  private final String[] keys;
  private final int[] ids;
  private final int mask;
  private final String @Nullable [] byId;
  private final Map<Integer, String> sparse;

  /** A vocabulary of these tokens; all ids must be in the range of {@code int}. */
  public Vocabulary(Map<String, ? extends Number> tokens) {
    size = tokens.size();
    int capacity = Integer.highestOneBit(Math.max(8, 2 * size)) << 1;
    keys = new String[capacity];
    ids = new int[capacity];
    mask = capacity - 1;
    String[] inOrder = new String[size];
    int[] idsInOrder = new int[size];
    int largest = -1;
    int count = 0;
    for (Map.Entry<String, ? extends Number> entry : tokens.entrySet()) {
      int id = entry.getValue().intValue();
      inOrder[count] = entry.getKey();
      idsInOrder[count++] = id;
      put(entry.getKey(), id);
      largest = Math.max(largest, id);
    }
    sparse = new HashMap<>();
    // A few tokens with huge ids must not need huge arrays.
    boolean isDense = largest < 4L * size + 1024;
    byId = isDense ? new String[largest + 1] : null;
    for (int i = 0; i < size; i++) {
      if (byId != null) {
        byId[idsInOrder[i]] = inOrder[i];
      } else {
        sparse.put(idsInOrder[i], inOrder[i]);
      }
    }
  }

  private void put(String token, int id) {
    int slot = slot(token.hashCode());
    while (keys[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = token;
    ids[slot] = id;
  }

  private int slot(int hash) {
    return (((hash ^ (hash >>> 16)) * 0x9E3779B9) >>> 7) & mask;
  }

  /** The number of tokens. */
  public int size() {
    return size;
  }

  /** The id of a token, or {@link #NONE}. */
  public int idOf(String token) {
    for (int slot = slot(token.hashCode()); keys[slot] != null; slot = slot + 1 & mask) {
      if (keys[slot].equals(token)) {
        return ids[slot];
      }
    }
    return NONE;
  }

  /** The id of the token that is a part of an array, or {@link #NONE}. */
  public int idOf(char[] chars, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + chars[i];
    }
    for (int slot = slot(hash); keys[slot] != null; slot = slot + 1 & mask) {
      if (equal(keys[slot], chars, from, to)) {
        return ids[slot];
      }
    }
    return NONE;
  }

  private static boolean equal(String key, char[] chars, int from, int to) {
    if (key.length() != to - from) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (key.charAt(i - from) != chars[i]) {
        return false;
      }
    }
    return true;
  }

  /** The token with an id, or null. */
  public @Nullable String tokenOf(int id) {
    if (byId == null) {
      return sparse.get(id);
    }
    return id >= 0 && id < byId.length ? byId[id] : null;
  }

  /** Adds all tokens and ids to a map. */
  public void addTo(Map<String, Integer> map) {
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null) {
        map.put(keys[i], ids[i]);
      }
    }
  }

  /** A tree of all tokens, with their ids as values. */
  Trie trie() {
    Trie trie = new Trie(size);
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null) {
        trie.put(keys[i], ids[i]);
      }
    }
    return trie;
  }

  @Override
  public String toString() {
    return "Vocabulary[" + size + " tokens]";
  }
}
