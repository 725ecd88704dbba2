package dev.forja.benchmarks.minilm;

import java.util.List;

/** One engine with all-MiniLM-L6-v2 loaded. */
interface Encoder extends AutoCloseable {
  /** The vectors of a batch of texts, each scaled to length 1, one after the other. */
  float[] embed(List<int[]> texts);

  @Override
  default void close() {}
}
