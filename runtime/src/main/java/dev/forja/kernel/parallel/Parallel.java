package dev.forja.kernel.parallel;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Distributes independent tasks over one pool of daemon threads. {@code -Dforja.threads=n} sets the
 * number of threads, including the caller (default: the number of available processors). Work is
 * divided into tasks before it is distributed, so results do not depend on which thread runs which
 * task. A call from inside a task, or while another thread uses the pool, runs entirely in the
 * calling thread.
 */
public final class Parallel {
  /**
   * A larger number of threads is taken for a mistake: their stacks alone would cost much memory.
   */
  private static final int MOST_THREADS = 1024;

  /** Why there is no pool; kept so that every use reports the cause, not only the first. */
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

  /** Processes the elements {@code from} to {@code to}, exclusive. */
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

  /** The maximum number of threads that work at once, including the caller. */
  public static int threads() {
    return pool().threads();
  }

  /**
   * Runs {@code body} for 0 to {@code tasks - 1}, in any order and on any thread, and returns when
   * all tasks are done. If a task throws, this method throws the first such exception, and tasks
   * that have not started by then are skipped.
   */
  public static void run(int tasks, IntConsumer body) {
    pool().run(tasks, body);
  }

  /**
   * Divides {@code [0, n)} into ranges whose lengths, except the last one, are multiples of {@code
   * grain}, and runs {@code body} on each. The ranges depend only on n, the grain and the number of
   * threads.
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
      // Falls through to the common message for every invalid value.
    }
    throw new IllegalArgumentException(
        "forja.threads: '%s' is not a number of threads; give 1 to %d, or leave it out for one per"
                .formatted(value, MOST_THREADS)
            + " processor");
  }
}
