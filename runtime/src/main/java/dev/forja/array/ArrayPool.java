package dev.forja.array;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Java arrays that wait to be used again, by type and length. Lengths are rounded up by an eighth
 * at most, so that inputs of changing sizes share them. Not safe for several threads.
 */
public final class ArrayPool {
  /** After how many rounds without use an array is let go. */
  private static final int ROUNDS = 16;

  private record Kind(DType type, int length) {}

  /**
   * @param round the round in which it was last in use
   */
  private record Idle(Object array, int round) {}

  private final Map<Kind, Deque<Idle>> idle = new HashMap<>();
  private int round;

  /** Nothing waits yet. */
  public ArrayPool() {}

  /** Storage over an array of this pool, or a new one; what it holds is not defined. */
  public Storage take(DType type, int length) {
    int rounded = roundUp(length);
    Deque<Idle> waiting = idle.get(new Kind(type, rounded));
    Object array =
        waiting == null || waiting.isEmpty() ? type.allocate(rounded) : waiting.pop().array;
    return Storage.over(type, array, length);
  }

  /** Ends storage that {@link #take} gave: whoever touches it gets an error from now on. */
  public void giveBack(Storage storage) {
    DType type = storage.type();
    Kind kind = new Kind(type, roundUp(storage.length()));
    idle.computeIfAbsent(kind, _ -> new ArrayDeque<>()).push(new Idle(storage.end(), round));
  }

  /** Lets go of arrays that were not in use for some rounds. */
  public void nextRound() {
    round++;
    for (Iterator<Deque<Idle>> kinds = idle.values().iterator(); kinds.hasNext(); ) {
      Deque<Idle> waiting = kinds.next();
      while (!waiting.isEmpty() && waiting.getLast().round < round - ROUNDS) {
        waiting.removeLast();
      }
      if (waiting.isEmpty()) {
        kinds.remove();
      }
    }
  }

  /** The size of all arrays that wait. */
  public long bytes() {
    long bytes = 0;
    for (Map.Entry<Kind, Deque<Idle>> entry : idle.entrySet()) {
      Kind kind = entry.getKey();
      bytes += (long) entry.getValue().size() * kind.length * kind.type.bytes();
    }
    return bytes;
  }

  static int roundUp(int length) {
    int step = Math.max(16, Integer.highestOneBit(length) >> 3);
    return (int) Math.min(Math.ceilDiv(length, step) * (long) step, Integer.MAX_VALUE - 8);
  }
}
