package dev.forja.array;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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

  /**
   * @param round the round in which the array was last used
   */
  private record Idle(Object array, int round) {}

  private final Map<DType, NavigableMap<Integer, Deque<Idle>>> idle = new EnumMap<>(DType.class);
  private int round;

  /** Creates an empty pool. */
  public ArrayPool() {}

  /** Returns storage over an array of this pool, or over a new one; its contents are undefined. */
  public Storage take(DType type, int length) {
    int rounded = roundUp(length);
    NavigableMap<Integer, Deque<Idle>> waiting = idle.get(type);
    var next = waiting == null ? null : waiting.ceilingEntry(rounded);
    Object array;
    if (waiting == null || next == null || next.getKey() > (long) LONGEST * rounded) {
      array = type.allocate(rounded);
    } else {
      array = next.getValue().pop().array;
      if (next.getValue().isEmpty()) {
        waiting.remove(next.getKey());
      }
    }
    return Storage.over(type, array, length);
  }

  /**
   * Ends storage that {@link #take} returned and reuses its array; any further use of the storage
   * is an error.
   */
  public void giveBack(Storage storage) {
    Object array = storage.end();
    idle.computeIfAbsent(storage.dtype(), _ -> new TreeMap<>())
        .computeIfAbsent(storage.dtype().length(array), _ -> new ArrayDeque<>())
        .push(new Idle(array, round));
  }

  /** Starts the next round, and drops arrays that have not been used for some rounds. */
  public void nextRound() {
    round++;
    for (NavigableMap<Integer, Deque<Idle>> ofType : idle.values()) {
      for (Iterator<Deque<Idle>> lengths = ofType.values().iterator(); lengths.hasNext(); ) {
        Deque<Idle> waiting = lengths.next();
        while (!waiting.isEmpty() && waiting.getLast().round < round - ROUNDS) {
          waiting.removeLast();
        }
        if (waiting.isEmpty()) {
          lengths.remove();
        }
      }
    }
  }

  /** The total size of the free arrays, in bytes. */
  public long bytes() {
    long bytes = 0;
    for (Map.Entry<DType, NavigableMap<Integer, Deque<Idle>>> ofType : idle.entrySet()) {
      for (Map.Entry<Integer, Deque<Idle>> waiting : ofType.getValue().entrySet()) {
        bytes += (long) waiting.getValue().size() * waiting.getKey() * ofType.getKey().bytes();
      }
    }
    return bytes;
  }

  static int roundUp(int length) {
    int step = Math.max(16, Integer.highestOneBit(length) >> 3);
    return (int) Math.min(Math.ceilDiv(length, step) * (long) step, Integer.MAX_VALUE - 8);
  }
}
