package dev.forja.kernel;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Rehearses each family of vector kernels, and prints those that would not be switched to. As in a
 * program, the plain loops of a family have served before: the methods that both share are then
 * compiled for the plain loops, which decides what the compiler inlines later.
 */
final class RehearsedFamilies {
  /** Many times what the compiler needs. */
  private static final int MOST_RUNS = 20_000;

  private static final long SERVED_NANOS = 500_000_000;

  private RehearsedFamilies() {}

  public static void main(String[] args) throws InterruptedException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Kernels plain = Ranges.scalar();
    Kernels kernels = Ranges.vector();
    for (Family family : Family.values()) {
      Rehearsal rehearsal = new Rehearsal(Rehearsal.family(family));
      long end = System.nanoTime() + SERVED_NANOS;
      while (System.nanoTime() < end) {
        rehearsal.run(plain);
      }
      long allocated = Long.MAX_VALUE;
      for (int run = 0; run < MOST_RUNS && allocated > rehearsal.mostBytes(); run++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        rehearsal.run(kernels);
        allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (run % 50 == 0) {
          Thread.sleep(2); // the compiler needs its time
        }
      }
      if (allocated > rehearsal.mostBytes()) {
        System.out.println(family + " allocates " + allocated + " bytes");
      }
    }
  }
}
