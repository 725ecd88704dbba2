package dev.forja.tensor;

import dev.forja.Calls;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.parallel.Parallel;
import java.util.function.IntConsumer;

/**
 * Which kernels this process computes with, and on how many threads. Both are chosen once, from
 * {@code -Dforja.kernels}, {@code -Dforja.vector.bits} and {@code -Dforja.threads}. All methods are
 * safe from any thread.
 */
public final class Compute {
  private Compute() {}

  /**
   * The kernels in use: {@code scalar}, or {@code vector} with its width, as {@code vector-512}.
   */
  public static String kernels() {
    return Kernels.get().name();
  }

  /** The number of threads that share the work of a kernel at most, the caller included. */
  public static int threads() {
    return Parallel.threads();
  }

  /**
   * Runs {@code body} for 0 to {@code tasks - 1} on the threads of the kernels, in any order, and
   * returns when all are done. Kernels called from a task use that task's thread alone, so this
   * suits many small independent calls. The tasks run under what is open on the calling thread, as
   * by {@link Calls#carry}. What a task throws is thrown here, the first of several; tasks that
   * have not begun by then are left out.
   */
  public static void forEach(int tasks, IntConsumer body) {
    Parallel.run(tasks, Calls.carry(body));
  }
}
