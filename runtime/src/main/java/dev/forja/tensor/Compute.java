package dev.forja.tensor;

import dev.forja.Calls;
import dev.forja.kernel.Kernels;
import dev.forja.kernel.parallel.Parallel;
import java.util.function.IntConsumer;

/**
 * The kernels and the number of threads that this process computes with. Both are chosen once, from
 * {@code -Dforja.kernels}, {@code -Dforja.vector.bits} and {@code -Dforja.threads}. Thread-safe.
 */
public final class Compute {
  private Compute() {}

  /**
   * The name of the kernels in use: {@code scalar}, or {@code vector} with the width, as in {@code
   * vector-512}.
   */
  public static String kernels() {
    return Kernels.get().name();
  }

  /** The maximum number of threads that share the work of a kernel, including the caller. */
  public static int threads() {
    return Parallel.threads();
  }

  /**
   * Runs {@code body} for 0 to {@code tasks - 1} on the threads of the kernels, in any order, and
   * returns when all are done. Kernels called from a task use only the thread of that task, so this
   * method suits many small independent calls. The tasks inherit the scopes that are open on the
   * calling thread, as with {@link Calls#carry}. If a task throws, this method throws the first
   * such exception, and tasks that have not started by then are skipped.
   */
  public static void forEach(int tasks, IntConsumer body) {
    Parallel.run(tasks, Calls.carry(body));
  }
}
