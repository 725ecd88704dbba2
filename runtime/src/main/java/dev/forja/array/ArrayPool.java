package dev.forja.array;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Java arrays that wait to be used again, by type and length. Lengths are rounded up by an eighth
 * at most, and where none waits of that length, one of up to twice as much is taken, so that inputs
 * of changing sizes share them. Not safe for several threads.
 */
public final class ArrayPool {
  /** After how many rounds without use an array is let go. */
  private static final int ROUNDS = 16;

  /** How many times as long as needed an array may be that is taken again. */
  private static final int LONGEST = 2;

  /**
   * @param round the round in which it was last in use
   */
  private record Idle(Object array, int round) {}

  private final Map<DType, NavigableMap<Integer, Deque<Idle>>> idle = new EnumMap<>(DType.class);
  private int round;

  /** Nothing waits yet. */
  public ArrayPool() {}

  /** Storage over an array of this pool, or a new one; what it holds is not defined. */
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

  /** Ends storage that {@link #take} gave: whoever touches it gets an error from now on. */
  public void giveBack(Storage storage) {
    Object array = storage.end();
    idle.computeIfAbsent(storage.dtype(), _ -> new TreeMap<>())
        .computeIfAbsent(storage.dtype().length(array), _ -> new ArrayDeque<>())
        .push(new Idle(array, round));
  }

  /** Lets go of arrays that were not in use for some rounds. */
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

  /** The size of all arrays that wait. */
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
