package dev.forja.benchmarks.harness;

/**
 * Waits until this process rests. Engines leave threads behind that spin for a while after their
 * work, and the JVM compiles and collects: whoever comes next must not pay for that.
 */
final class Quiet {
  /** A process that uses less than this part of one processor is at rest. */
  private static final double REST = 0.1;

  private Quiet() {}

  /**
   * Returns when the process rested for {@code lookMillis}, or after {@code mostNanos} if it does
   * not.
   */
  static void await(int lookMillis, long mostNanos) {
    long end = System.nanoTime() + mostNanos;
    long from = System.nanoTime();
    long used = ProcessClock.nanos();
    while (from < end) {
      sleep(lookMillis);
      long now = System.nanoTime();
      long usedNow = ProcessClock.nanos();
      if (usedNow - used < REST * (now - from)) {
        return;
      }
      from = now;
      used = usedNow;
    }
  }

  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
