package dev.forja.benchmarks.elementwise;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.Unary;
import dev.forja.kernel.parallel.Parallel;
import java.util.Arrays;

/**
 * Copies memory with all threads, to measure the available bandwidth. There are two ways. The JVM
 * copies large arrays past the caches, which no loop in Java can do. A kernel loads and stores
 * vector by vector and changes the sign on the way; no kernel can be faster.
 */
final class Copy implements Contender {
  private static final int GRAIN = 1 << 16;

  private final boolean loop;
  private final float[] from;
  private final float[] to;

  /**
   * @param count the number of floats that are read, and the number that are written
   * @param loop whether a kernel copies
   */
  Copy(int count, boolean loop) {
    this.loop = loop;
    from = new float[count];
    to = new float[count];
    Arrays.fill(from, 1);
  }

  @Override
  public void run() {
    if (loop) {
      Kernels.get().elementwise().unary(Unary.NEG, from, 0, to, 0, to.length);
      return;
    }
    Parallel.ranges(
        to.length, GRAIN, (first, end) -> System.arraycopy(from, first, to, first, end - first));
  }

  @Override
  public float[] output() {
    return to.clone();
  }
}
