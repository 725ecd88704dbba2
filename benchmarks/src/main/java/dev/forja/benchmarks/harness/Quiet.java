package dev.forja.benchmarks.harness;

/**
 * Waits until this process rests. Engines leave threads behind that spin for a while after their
 * work, and the JVM compiles and collects: whoever comes next must not pay for that.
 */
final class Quiet {
  private static final long LOOK_MILLIS = 2;

  /** A process that uses less than this part of one processor is at rest. */
  private static final double REST = 0.1;

  private Quiet() {}

  /** Returns when the process rests, or after {@code mostNanos} if it does not. */
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
