package dev.forja.benchmarks.harness;

/** One engine, prepared for the work of one case. */
public interface Contender extends AutoCloseable {
  /** Does the work once. This method is timed. */
  void run();

  /** A copy of the result of the last {@link #run}, in the order that all contenders agree on. */
  float[] output();

  /** Frees the memory outside the heap. */
  @Override
  default void close() {}
}
