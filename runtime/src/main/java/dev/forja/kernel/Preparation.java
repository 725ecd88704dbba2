package dev.forja.kernel;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes kernels ready while a model is read: a short-lived thread chooses the kernels of this
 * process and, if plain loops serve its first calls, runs their product until the JVM has compiled
 * it. The first call would otherwise spend half of its time in loops that are interpreted. A single
 * processor has no time for that beside the reading.
 *
 * <p>Safe for use by many threads.
 */
public final class Preparation {
  /** A product that is compiled is so many times as fast as one that is interpreted, and more. */
  private static final int FASTER = 20;

  /** The compiler may be busy with something else; then the first call must do without. */
  private static final long MOST_NANOS = 150_000_000;

  /** Four rows that are multiplied at once, and two that are not. */
  private static final int ROWS = 6;

  /**
   * The columns, and the length of the sums: HotSpot compiles a method for good after 600 calls if
   * its loops went round 15,000 times by then, so longer ones would only take longer.
   */
  private static final int N = 32;

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  private Preparation() {}

  /** Begins in a thread of its own, the first time only. */
  public static void begin() {
    if (Runtime.getRuntime().availableProcessors() == 1 || !BEGUN.compareAndSet(false, true)) {
      return;
    }
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("forja-kernel-preparation")
            .inheritInheritableThreadLocals(false)
            .unstarted(Preparation::run);
    thread.setContextClassLoader(Preparation.class.getClassLoader());
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      BEGUN.set(false); // There may be memory for a thread when the next model is read.
    }
  }

  private static void run() {
    try {
      if (Kernels.get().startup() != null) {
        multiply(KernelProvider.scalar().matmul());
      }
    } catch (RuntimeException | LinkageError e) {
      System.getLogger("dev.forja")
          .log(Level.DEBUG, "kernels were not prepared; the first op says why", e);
    }
  }

  private static void multiply(MatmulKernels plain) {
    float[] a = new float[ROWS * N];
    float[] b = new float[N * N];
    float[] c = new float[ROWS * N];
    long begin = System.nanoTime();
    long interpreted = 0;
    for (int run = 0; System.nanoTime() - begin < MOST_NANOS; run++) {
      long start = System.nanoTime();
      plain.gemm(false, true, ROWS, N, N, a, 0, N, b, 0, N, 1, c, 0, N);
      long took = System.nanoTime() - start;
      if (run == 1) { // the run before has loaded classes
        interpreted = took;
      } else if (took < interpreted / FASTER) {
        return;
      }
    }
  }
}
