package dev.forja.tensor;

import dev.forja.array.PhiloxBlocks;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * A random generator whose whole state is a seed and a counter, so that it can be saved and
 * restored: Philox 4x32-10, see {@link PhiloxBlocks}. Safe for use by several threads; to get the
 * same numbers each time, draw from one.
 */
public final class Philox implements RandomGenerator {
  /**
   * What the next draws depend on. Immutable.
   *
   * @param counter the number of blocks drawn since seeding
   */
  public record State(long seed, long counter) {}

  private final AtomicReference<State> state;

  /** A generator at the start of the sequence of {@code seed}. */
  public Philox(long seed) {
    this(new State(seed, 0));
  }

  /** A generator that goes on from {@code state}. */
  public Philox(State state) {
    this.state = new AtomicReference<>(state);
  }

  /** What the next draws depend on. */
  public State state() {
    return state.get();
  }

  /** Goes on from another state. */
  public void restore(State to) {
    state.set(to);
  }

  /** Skips as many counters as {@code n} elements need, and gives the state to fill them from. */
  public State reserve(int n) {
    return state.getAndUpdate(
        before -> new State(before.seed, before.counter + PhiloxBlocks.counters(n)));
  }

  @Override
  public long nextLong() {
    State from = reserve(2);
    int[] draws = new int[PhiloxBlocks.DRAWS];
    PhiloxBlocks.block(from.seed, from.counter, draws);
    return (draws[0] & 0xffffffffL) | (long) draws[1] << 32;
  }

  /** Fills {@code data} with draws from [0, 1). */
  public void uniform(float[] data) {
    State from = reserve(data.length);
    PhiloxBlocks.uniform(from.seed, from.counter, data, 0, data.length);
  }

  /** Fills {@code data} with draws from the standard normal distribution. */
  public void normal(float[] data) {
    State from = reserve(data.length);
    PhiloxBlocks.normal(from.seed, from.counter, data, 0, data.length);
  }
}
