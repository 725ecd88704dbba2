package dev.forja.benchmarks.harness;

import dev.forja.benchmarks.gemm.PeakBenchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The most that the multipliers of the machine can do, measured in this JVM. */
final class Multipliers {
  private static final long WARM_UP_NANOS = 1_000_000_000;
  private static final int ROUNDS = 30;

  private Multipliers() {}

  /**
   * The GFLOP/s of so many threads that compute in registers at once: the best of some rounds,
   * since whatever else runs on the machine only makes it slower.
   */
  static double gflops(int threads) throws Exception {
    PeakBenchmark peak = new PeakBenchmark();
    for (long end = System.nanoTime() + WARM_UP_NANOS; System.nanoTime() < end; ) {
      peak.multiplyAdd();
    }
    double best = 0;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Float>> work = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        work.add(new PeakBenchmark()::multiplyAdd);
      }
      for (int round = 0; round < ROUNDS; round++) {
        long begin = System.nanoTime();
        for (Future<Float> each : pool.invokeAll(work)) {
          each.get();
        }
        best = Math.max(best, threads * PeakBenchmark.FLOP / (System.nanoTime() - begin));
      }
    }
    return best;
  }
}
