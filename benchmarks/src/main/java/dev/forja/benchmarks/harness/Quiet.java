package dev.forja.benchmarks.harness;

/**
 * Waits until this process is idle. Threads of engines spin for a while after their work, and the
 * JVM compiles and collects garbage; the next entrant must not pay for that.
 */
final class Quiet {
  private static final long LOOK_MILLIS = 2;

  /** The fraction of one processor below which a process counts as idle. */
  private static final double REST = 0.1;

  private Quiet() {}

  /** Returns when the process is idle, or after {@code mostNanos} if it is not idle by then. */
  static void await(long mostNanos) {
    long end = System.nanoTime() + mostNanos;
    long from = System.nanoTime();
    long used = ProcessClock.nanos();
    while (from < end) {
      sleep();
      long now = System.nanoTime();
      long usedNow = ProcessClock.nanos();
      if (usedNow - used < REST * (now - from)) {
        return;
      }
      from = now;
      used = usedNow;
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
