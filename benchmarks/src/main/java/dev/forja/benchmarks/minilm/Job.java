package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Contender;
import dev.forja.kernel.parallel.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** All batches through one engine. */
final class Job implements Contender {
  /** The threads that work on several batches at once. */
  enum Spread {
    /**
     * None: one batch after the other; the engine divides the work of each operator among its
     * threads.
     */
    NONE,
    /** Forja's own pool. */
    PIECES,
    /** Java threads. */
    THREADS
  }

  private final Encoder encoder;
  private final List<List<int[]>> batches;
  private final Spread spread;
  private final float[][] vectors;
  private final ExecutorService threads = Executors.newFixedThreadPool(Parallel.threads());

  Job(Encoder encoder, Passages passages, Spread spread) {
    this.encoder = encoder;
    this.batches = passages.batches();
    this.spread = spread;
    this.vectors = new float[batches.size()][];
  }

  @Override
  public void run() {
    IntConsumer one = i -> vectors[i] = encoder.embed(batches.get(i));
    switch (spread) {
      case NONE -> IntStream.range(0, batches.size()).forEach(one);
      case PIECES -> Parallel.run(batches.size(), one);
      case THREADS -> {
        List<? extends Future<?>> running =
            IntStream.range(0, batches.size())
                .mapToObj(i -> threads.submit(() -> one.accept(i)))
                .toList();
        for (Future<?> batch : running) {
          finish(batch);
        }
      }
    }
  }

  private static void finish(Future<?> batch) {
    try {
      batch.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] output() {
    return Vectors.join(Arrays.asList(vectors));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    encoder.close();
  }
}
