package dev.forja.benchmarks.elementwise;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.kernel.Parallel;
import java.util.Arrays;

/** Copies memory with all threads: the bandwidth that there is. */
final class Copy implements Contender {
  private static final int GRAIN = 1 << 16;

  private final float[] from;
  private final float[] to;

  /**
   * @param count how many floats are read, and how many written
   */
  Copy(int count) {
    from = new float[count];
    to = new float[count];
    Arrays.fill(from, 1);
  }

  @Override
  public void run() {
    Parallel.ranges(
        to.length, GRAIN, (first, end) -> System.arraycopy(from, first, to, first, end - first));
  }

  @Override
  public float[] output() {
    return to.clone();
  }
}
