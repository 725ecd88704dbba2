package dev.forja.benchmarks.minilm;

import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.demo.minilm.MiniLm;
import dev.forja.kernel.parallel.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** The program that {@link ServingCommand} runs in a JVM of its own. */
final class Serving {
  private static final int STEP = 24;

  /** Long enough for the kernels to be compiled. */
  private static final double WARM_UP_SECONDS = 30;

  private final int rounds;
  private final double seconds;

  private Serving(int rounds, double seconds) {
    this.rounds = rounds;
    this.seconds = seconds;
  }

  /** A way of serving: an engine, and what the callers run on. */
  private record Way(String name, Encoder encoder, IntFunction<ExecutorService> threads) {}

  /** The times of the calls of one turn, in milliseconds, and how many ended per second. */
  private record Turn(double[] millis, double perSecond) {
    double at(double part) {
      return millis[(int) Math.min(millis.length - 1L, (long) (part * millis.length))];
    }
  }

  /** Takes the number of turns, their length in seconds, and the numbers of callers. */
  public static void main(String[] args) throws Exception {
    List<Integer> callers = Arrays.stream(args).skip(2).map(Integer::valueOf).toList();
    new Serving(Integer.parseInt(args[0]), Double.parseDouble(args[1])).run(callers);
  }

  private void run(List<Integer> callers) throws Exception {
    MiniLm model = MiniLm.load(null, System.err::println);
    List<int[]> texts = Passages.of(model, STEP).batches().stream().flatMap(List::stream).toList();
    int processors = Parallel.threads();
    try (OrtEncoder shared = new OrtEncoder(OnnxModel.file(), processors);
        OrtEncoder alone = new OrtEncoder(OnnxModel.file(), 1)) {
      List<Way> ways =
          List.of(
              new Way("Forja", new ForjaEncoder(model), Executors::newFixedThreadPool),
              new Way(
                  "Forja, virtual threads",
                  new ForjaEncoder(model),
                  _ -> Executors.newVirtualThreadPerTaskExecutor()),
              new Way("ONNX Runtime, operators shared", shared, Executors::newFixedThreadPool),
              new Way("ONNX Runtime, calls alone", alone, Executors::newFixedThreadPool));
      turn(ways.getFirst(), 2, texts, WARM_UP_SECONDS);
      for (Way way : ways) {
        turn(way, 2, texts, 1);
      }
      System.out.printf(
          Locale.ROOT, "%d threads, medians of %d turns of %.1f s%n", processors, rounds, seconds);
      System.out.printf(
          "%-8s %-32s %10s %10s %10s%n", "callers", "", "calls/s", "p50 ms", "p99 ms");
      for (int count : callers) {
        print(count, turns(ways, count, texts));
      }
    }
  }

  private Map<String, List<Turn>> turns(List<Way> ways, int count, List<int[]> texts)
      throws Exception {
    Map<String, List<Turn>> turns = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Way way : ways) {
        turns
            .computeIfAbsent(way.name(), _ -> new ArrayList<>())
            .add(turn(way, count, texts, seconds));
      }
    }
    return turns;
  }

  private static void print(int count, Map<String, List<Turn>> turns) {
    turns.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "%-8d %-32s %10.1f %10.2f %10.2f%n",
                count,
                name,
                Quantiles.of(all.stream().mapToDouble(Turn::perSecond).toArray()).median(),
                Quantiles.of(all.stream().mapToDouble(t -> t.at(0.5)).toArray()).median(),
                Quantiles.of(all.stream().mapToDouble(t -> t.at(0.99)).toArray()).median()));
  }

  private static Turn turn(Way way, int count, List<int[]> texts, double seconds) throws Exception {
    CountDownLatch ready = new CountDownLatch(count);
    AtomicInteger next = new AtomicInteger();
    List<Future<List<Double>>> results = new ArrayList<>();
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    try (ExecutorService threads = way.threads().apply(count)) {
      for (int i = 0; i < count; i++) {
        results.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  List<Double> millis = new ArrayList<>();
                  for (long now = System.nanoTime(); now < end; ) {
                    way.encoder().embed(List.of(texts.get(next.getAndIncrement() % texts.size())));
                    long after = System.nanoTime();
                    millis.add((after - now) / 1e6);
                    now = after;
                  }
                  return millis;
                }));
      }
    }
    double took = (System.nanoTime() - begin) / 1e9;
    List<Double> all = new ArrayList<>();
    for (Future<List<Double>> result : results) {
      all.addAll(result.get());
    }
    if (all.isEmpty()) {
      throw new IOException("no call ended within %.1f s; give more --seconds".formatted(seconds));
    }
    double[] millis = all.stream().mapToDouble(v -> v).toArray();
    Arrays.sort(millis);
    return new Turn(millis, millis.length / took);
  }
}
