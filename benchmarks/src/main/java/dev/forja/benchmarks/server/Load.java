package dev.forja.benchmarks.server;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * What it took to make a number of calls from the threads of an executor.
 *
 * @param seconds the time from the first submission to the end of the last call
 * @param bytes the bytes that all threads of the process allocated meanwhile
 * @param collections the number of garbage collections meanwhile
 */
record Load(int calls, double seconds, long bytes, long collections) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final double NANOS_PER_SECOND = 1e9;

  /** Submits {@code calls} tasks, and closes the executor when all have ended. */
  static Load of(ExecutorService executor, int calls, Runnable call)
      throws InterruptedException, ExecutionException {
    long bytes = THREADS.getTotalThreadAllocatedBytes();
    long collections = countCollections();
    long start = System.nanoTime();
    List<Future<?>> all = new ArrayList<>(calls);
    try (executor) {
      for (int i = 0; i < calls; i++) {
        all.add(executor.submit(call));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    return new Load(
        calls,
        (System.nanoTime() - start) / NANOS_PER_SECOND,
        THREADS.getTotalThreadAllocatedBytes() - bytes,
        countCollections() - collections);
  }

  private static long countCollections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  double callsPerSecond() {
    return calls / seconds;
  }

  double kibibytesPerCall() {
    return bytes / 1024.0 / calls;
  }
}
