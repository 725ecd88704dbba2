package dev.forja.tensor;

import dev.forja.array.PhiloxBlocks;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * A random generator whose whole state is a seed and a counter, so that it can be saved and
 * restored: Philox 4x32-10, see {@link PhiloxBlocks}. Thread-safe; but the sequence is reproducible
 * only if a single thread draws from it.
 */
public final class Philox implements RandomGenerator {
  /**
   * The state that determines the next draws.
   *
   * @param counter the number of blocks drawn since seeding
   */
  public record State(long seed, long counter) {}

  private final AtomicReference<State> state;

  /** Creates a generator at the start of the sequence of {@code seed}. */
  public Philox(long seed) {
    this(new State(seed, 0));
  }

  /** Creates a generator that continues from {@code state}. */
  public Philox(State state) {
    this.state = new AtomicReference<>(state);
  }

  /** The state that determines the next draws. */
  public State state() {
    return state.get();
  }

  /** Continues from another state. */
  public void restore(State to) {
    state.set(to);
  }

  /**
   * Reserves as many counters as {@code n} elements need, and returns the state to fill them from.
   */
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
