package dev.forja.benchmarks.harness;

/** One engine, ready to do the work of one case. */
public interface Contender extends AutoCloseable {
  /** Does the work once. What is timed. */
  void run();

  /** A copy of the result of the last {@link #run}, in the order that all contenders agree on. */
  float[] output();

  /** Frees what is not on the heap. */
  @Override
  default void close() {}
}
