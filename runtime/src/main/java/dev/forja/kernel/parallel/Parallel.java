package dev.forja.kernel.parallel;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Spreads independent pieces of work over one pool of daemon threads, {@code -Dforja.threads=n} of
 * them with the caller (default: the available processors). Work is cut before it is handed out, so
 * results do not depend on which thread takes which piece. A call from inside a piece, or while
 * another thread uses the pool, runs in the calling thread alone.
 */
public final class Parallel {
  private static final WorkerPool POOL =
      new WorkerPool(
          parseThreads(
              System.getProperty("forja.threads"), Runtime.getRuntime().availableProcessors()));

  private Parallel() {}

  /** Work on the elements {@code from} to {@code to}, exclusive. */
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }

  /** How many threads work at most, the caller included. */
  public static int threads() {
    return POOL.threads();
  }

  /**
   * Runs {@code body} for 0 to {@code tasks - 1}, in any order and on any thread, and returns when
   * all are done. What a task throws is thrown here, the first of several; tasks that have not
   * begun by then are left out.
   */
  public static void run(int tasks, IntConsumer body) {
    POOL.run(tasks, body);
  }

  /**
   * Cuts {@code [0, n)} into ranges of {@code grain} elements or multiples of it, the last one
   * excepted, and runs {@code body} on each. The cut depends on n, the grain and the number of
   * threads only.
   */
  public static void ranges(int n, int grain, Range body) {
    int grains = Math.ceilDiv(n, grain);
    int pieces = Math.min(grains, Thresholds.PIECES_PER_THREAD * POOL.threads());
    if (pieces <= 1 || POOL.threads() == 1) {
      body.run(0, n);
      return;
    }
    int size = Math.ceilDiv(grains, pieces) * grain;
    POOL.run(
        Math.ceilDiv(n, size),
        index -> {
          int from = index * size;
          body.run(from, Math.min(n, from + size));
        });
  }

  static int parseThreads(@Nullable String value, int otherwise) {
    if (value == null) {
      return otherwise;
    }
    try {
      int threads = Integer.parseInt(value.strip());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for everything that is no count.
    }
    throw new IllegalArgumentException(
        "forja.threads: '%s' is no number of threads; give 1 or more, or leave it out for one per"
                .formatted(value)
            + " processor");
  }
}
