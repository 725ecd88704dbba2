package dev.forja.array;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pool of reusable Java arrays, by type and length. Lengths are rounded up by at most an eighth,
 * and if no array of that length is free, one of up to twice the length is used, so that inputs of
 * changing sizes can share arrays. Not thread-safe.
 */
public final class ArrayPool {
  /** The number of rounds without use after which an array is dropped. */
  private static final int ROUNDS = 16;

  /** A free array is reused only if it is at most this many times as long as needed. */
  private static final int LONGEST = 2;

  /** The number of free arrays that there is room for at first. */
  private static final int FIRST = 32;

  private final Map<DType, Shelf> shelves = new EnumMap<>(DType.class);
  private int round;

  /** Creates an empty pool. */
  public ArrayPool() {}

  /**
   * The free arrays of one type, by length, those of one length in the order of their last use.
   * Plain arrays, so that what saves allocations allocates nothing itself.
   */
  private static final class Shelf {
    private Object[] arrays = new Object[FIRST];
    private int[] lengths = new int[FIRST];

    /** The round in which each was last used. */
    private int[] rounds = new int[FIRST];

    private int count;

    /** The number of arrays that are at most so long. */
    private int upTo(int length) {
      int from = 0;
      int to = count;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (lengths[middle] <= length) {
          from = middle + 1;
        } else {
          to = middle;
        }
      }
      return from;
    }

    /** Takes the shortest array that is long enough, of these the last used; null if none is. */
    @Nullable Object take(int least, long most) {
      int first = upTo(least - 1);
      if (first == count || lengths[first] > most) {
        return null;
      }
      int at = upTo(lengths[first]) - 1;
      Object array = arrays[at];
      move(at + 1, at);
      return array;
    }

    void put(Object array, int length, int round) {
      if (count == arrays.length) {
        arrays = Arrays.copyOf(arrays, 2 * count);
        lengths = Arrays.copyOf(lengths, 2 * count);
        rounds = Arrays.copyOf(rounds, 2 * count);
      }
      int at = upTo(length);
      move(at, at + 1);
      arrays[at] = array;
      lengths[at] = length;
      rounds[at] = round;
    }

    /** Moves all from one place on, so that there are more or fewer of them. */
    private void move(int from, int to) {
      int left = count - from;
      System.arraycopy(arrays, from, arrays, to, left);
      System.arraycopy(lengths, from, lengths, to, left);
      System.arraycopy(rounds, from, rounds, to, left);
      Arrays.fill(arrays, to + left, Math.max(count, to + left), null);
      count = to + left;
    }

    void drop(int before) {
      int kept = 0;
      for (int i = 0; i < count; i++) {
        if (rounds[i] >= before) {
          arrays[kept] = arrays[i];
          lengths[kept] = lengths[i];
          rounds[kept++] = rounds[i];
        }
      }
      Arrays.fill(arrays, kept, count, null);
      count = kept;
    }

    long elements() {
      long sum = 0;
      for (int i = 0; i < count; i++) {
        sum += lengths[i];
      }
      return sum;
    }
  }

  /** Returns storage over an array of this pool, or over a new one; its contents are undefined. */
  public Storage take(DType type, int length) {
    int rounded = roundUp(length);
    Shelf shelf = shelves.get(type);
    Object free = shelf == null ? null : shelf.take(rounded, (long) LONGEST * rounded);
    return Storage.over(type, free == null ? type.allocate(rounded) : free, length);
  }

  /**
   * Ends storage that {@link #take} returned and reuses its array; any further use of the storage
   * is an error.
   */
  public void giveBack(Storage storage) {
    Object array = storage.end();
    shelves
        .computeIfAbsent(storage.dtype(), _ -> new Shelf())
        .put(array, storage.dtype().length(array), round);
  }

  /** Starts the next round, and drops arrays that have not been used for some rounds. */
  public void nextRound() {
    round++;
    for (Shelf shelf : shelves.values()) {
      shelf.drop(round - ROUNDS);
    }
  }

  /** The total size of the free arrays, in bytes. */
  public long bytes() {
    long bytes = 0;
    for (Map.Entry<DType, Shelf> shelf : shelves.entrySet()) {
      bytes += shelf.getValue().elements() * shelf.getKey().bytes();
    }
    return bytes;
  }

  static int roundUp(int length) {
    int step = Math.max(16, Integer.highestOneBit(length) >> 3);
    return (int) Math.min(Math.ceilDiv(length, step) * (long) step, Integer.MAX_VALUE - 8);
  }
}
