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
  private final AtomicReference<PhiloxState> state;

  /** Creates a generator at the start of the sequence of {@code seed}. */
  public Philox(long seed) {
    this(new PhiloxState(seed, 0));
  }

  /** A generator that goes on from {@code state}. */
  public Philox(PhiloxState state) {
    this.state = new AtomicReference<>(state);
  }

  /** The state that determines the next draws. */
  public PhiloxState state() {
    return state.get();
  }

  /** Continues from another state. */
  public void restore(PhiloxState to) {
    state.set(to);
  }

  /**
   * Skips as many counters as {@code n} elements need, and returns the state from which to fill
   * them.
   */
  public PhiloxState reserve(int n) {
    return state.getAndUpdate(
        before -> new PhiloxState(before.seed(), before.counter() + PhiloxBlocks.counters(n)));
  }

  @Override
  public long nextLong() {
    PhiloxState from = reserve(2);
    int[] draws = new int[PhiloxBlocks.DRAWS];
    PhiloxBlocks.block(from.seed(), from.counter(), draws);
    return (draws[0] & 0xffffffffL) | (long) draws[1] << 32;
  }

  /** Fills {@code data} with draws from [0, 1). */
  public void uniform(float[] data) {
    PhiloxState from = reserve(data.length);
    PhiloxBlocks.uniform(from.seed(), from.counter(), data, 0, data.length);
  }

  /** Fills {@code data} with draws from the standard normal distribution. */
  public void normal(float[] data) {
    PhiloxState from = reserve(data.length);
    PhiloxBlocks.normal(from.seed(), from.counter(), data, 0, data.length);
  }
}
