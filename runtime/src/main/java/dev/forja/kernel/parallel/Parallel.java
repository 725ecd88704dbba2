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
  /** More threads than this are a mistake, and would cost the memory of their stacks. */
  private static final int MOST_THREADS = 1024;

  /** Why there is no pool: kept, so that each use says it, and not the first alone. */
  private static final @Nullable IllegalArgumentException REFUSED;

  private static final WorkerPool POOL;

  static {
    int threads = 1;
    IllegalArgumentException refused = null;
    try {
      threads =
          parseThreads(
              System.getProperty("forja.threads"),
              Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS));
    } catch (IllegalArgumentException e) {
      refused = e;
    }
    REFUSED = refused;
    POOL = new WorkerPool(threads);
  }

  private Parallel() {}

  /** Work on the elements {@code from} to {@code to}, exclusive. */
  @FunctionalInterface
  public interface Range {
    void run(int from, int to);
  }

  private static WorkerPool pool() {
    if (REFUSED != null) {
      throw new IllegalArgumentException(REFUSED.getMessage(), REFUSED);
    }
    return POOL;
  }

  /** How many threads work at most, the caller included. */
  public static int threads() {
    return pool().threads();
  }

  /**
   * Runs {@code body} for 0 to {@code tasks - 1}, in any order and on any thread, and returns when
   * all are done. What a task throws is thrown here, the first of several; tasks that have not
   * begun by then are left out.
   */
  public static void run(int tasks, IntConsumer body) {
    pool().run(tasks, body);
  }

  /**
   * Cuts {@code [0, n)} into ranges of {@code grain} elements or multiples of it, the last one
   * excepted, and runs {@code body} on each. The cut depends on n, the grain and the number of
   * threads only.
   */
  public static void ranges(int n, int grain, Range body) {
    int grains = Math.ceilDiv(n, grain);
    int pieces = Math.min(grains, Thresholds.PIECES_PER_THREAD * threads());
    if (pieces <= 1 || threads() == 1) {
      body.run(0, n);
      return;
    }
    int size = Math.ceilDiv(grains, pieces) * grain;
    pool()
        .run(
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
      if (threads >= 1 && threads <= MOST_THREADS) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for everything that is no count.
    }
    throw new IllegalArgumentException(
        "forja.threads: '%s' is no number of threads; give 1 to %d, or leave it out for one per"
                .formatted(value, MOST_THREADS)
            + " processor");
  }
}
