package dev.forja.kernel;

/**
 * What is done with outputs of a kernel right after they are computed, while they are in the cache.
 */
@FunctionalInterface
public interface Finish {
  /**
   * Changes outputs in place. It is called once for each output, for ranges that do not overlap, on
   * any thread.
   *
   * @param from the index of the first of them, counted from the first output of the call
   * @param n their number
   */
  void run(int from, int n);
}
