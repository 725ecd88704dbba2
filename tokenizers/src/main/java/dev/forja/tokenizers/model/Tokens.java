package dev.forja.tokenizers.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing list of tokens and the parts of a text that they cover. Only one thread may use it. */
public final class Tokens {
  private int[] ids = new int[128];
  private int[] starts = new int[128];
  private int[] ends = new int[128];
  private @Nullable String @Nullable [] names;
  private int count;

  /** Forgets all. */
  public void clear() {
    count = 0;
    names = null;
  }

  /** The number of tokens. */
  public int count() {
    return count;
  }

  /** The id of a token. */
  public int id(int index) {
    return ids[index];
  }

  /** The first char that a token covers. */
  public int start(int index) {
    return starts[index];
  }

  /** The index after the last char that a token covers. */
  public int end(int index) {
    return ends[index];
  }

  /** How a token is called, if that is not the name of its id. */
  public @Nullable String name(int index) {
    return names == null || index >= names.length ? null : names[index];
  }

  /** Whether any token is called otherwise than its id. */
  public boolean hasNames() {
    return names != null;
  }

  /** Adds a token. */
  public void add(int id, int start, int end) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ids[count] = id;
    starts[count] = start;
    ends[count++] = end;
  }

  /** Adds a token that is called otherwise than its id. */
  public void add(int id, int start, int end, String name) {
    add(id, start, end);
    if (names == null) {
      names = new String[ids.length];
    } else if (names.length < count) {
      names = Arrays.copyOf(names, ids.length);
    }
    names[count - 1] = name;
  }

  /** Whether it holds on to more memory than a pool should keep. */
  public boolean isLarge() {
    return ids.length > 1 << 15;
  }
}
