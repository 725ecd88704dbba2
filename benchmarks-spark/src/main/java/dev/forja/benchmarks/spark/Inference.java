package dev.forja.benchmarks.spark;

import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.demo.minilm.ModelFolder;
import dev.forja.demo.search.Corpus;
import dev.forja.spark.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Passages per second with executors, beside plain JVMs with as many threads. */
@Command(
    name = "inference",
    mixinStandardHelpOptions = true,
    description = {
      "all-MiniLM-L6-v2 on passages of Moby-Dick: one and two executors of one core, on a cluster"
          + " of processes, take turns with a plain JVM of one and of two threads.",
      "Prints passages per second, the ratio to the plain JVM (the bar is 0.9), model loads for"
          + " each executor (the bar is 1), and the bytes that go out with a task."
    })
final class Inference implements Callable<Integer> {
  /** As many partitions as two executors need to be even. */
  private static final int PARTITIONS = 4;

  private final SparkBenchmark.Clusters clusters;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", description = "How many turns each has (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--warmup",
      description = "How many turns each has before, untimed (${DEFAULT-VALUE}).")
  private int warmup = 2;

  @Option(names = "--passages", description = "How many passages a turn embeds (${DEFAULT-VALUE}).")
  private int passages = 192;

  @Option(names = "--words", description = "The most words of a passage (all).")
  private int words = Integer.MAX_VALUE;

  @Option(names = "--executors", split = ",", description = "Executors of one core (1,2).")
  private List<Integer> executors = List.of(1, 2);

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "An option of every JVM, such as -Dforja.kernels=scalar.")
  private List<String> jvm = List.of();

  Inference(SparkBenchmark.Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public Integer call() throws Exception {
    clusters.with(this::run);
    return 0;
  }

  private void run(LocalCluster cluster, Path folder) throws Exception {
    Path model = folder.resolve("model");
    ModelFolder.write(model);
    Path texts = texts(folder);
    List<Turns> all = new ArrayList<>();
    try {
      for (int cores : executors) {
        all.add(plain(cores, folder, model, texts));
        all.add(onSpark(cores, folder, model, texts, cluster));
      }
      measure(all);
    } finally {
      for (Turns process : all) {
        process.close();
      }
    }
  }

  private Path texts(Path folder) throws IOException {
    List<List<String>> parts = new ArrayList<>();
    for (int i = 0; i < PARTITIONS; i++) {
      parts.add(new ArrayList<>());
    }
    Corpus.mobyDick().passages().stream()
        .limit(passages)
        .map(passage -> String.join(" ", firstWords(passage.text())))
        .forEach(text -> smallest(parts).add(text));
    Path texts = Files.createDirectories(folder.resolve("texts"));
    for (int i = 0; i < PARTITIONS; i++) {
      Files.write(texts.resolve("part-" + i + ".txt"), parts.get(i));
    }
    return texts;
  }

  private List<String> firstWords(String text) {
    return Arrays.stream(text.strip().split("\\s+", -1)).limit(words).toList();
  }

  private static List<String> smallest(List<List<String>> parts) {
    List<String> smallest = parts.getFirst();
    for (List<String> part : parts) {
      smallest = part.size() < smallest.size() ? part : smallest;
    }
    return smallest;
  }

  private Turns plain(int threads, Path folder, Path model, Path texts) throws IOException {
    return SparkBenchmark.process(
        "plain JVM, %d thread%s".formatted(threads, threads == 1 ? "" : "s"),
        folder,
        EmbedWorker.class,
        "2g",
        threads,
        jvm,
        List.of(model.toString(), texts.toString()));
  }

  private Turns onSpark(int count, Path folder, Path model, Path texts, LocalCluster cluster)
      throws IOException {
    List<String> arguments =
        List.of(
            model.toString(),
            texts.toString(),
            cluster.master(),
            folder.toString(),
            Integer.toString(count));
    return SparkBenchmark.process(
        "Spark, %d executor%s".formatted(count, count == 1 ? "" : "s"),
        folder,
        EmbedWorker.class,
        "1g",
        1,
        jvm,
        arguments);
  }

  private void measure(List<Turns> all) throws IOException {
    List<List<Double>> seconds = new ArrayList<>();
    all.forEach(_ -> seconds.add(new ArrayList<>()));
    for (int round = -warmup; round < rounds; round++) {
      System.err.printf("spark inference: %s%n", round < 0 ? "warm-up" : "round " + (round + 1));
      for (int i = 0; i < all.size(); i++) {
        double time = all.get(i).ask("pass").get("seconds");
        if (round >= 0) {
          seconds.get(i).add(time);
        }
      }
    }
    var out = spec.commandLine().getOut();
    out.printf(
        "%,d passages, all-MiniLM-L6-v2, median of %d turns [quartiles]%n%n", passages, rounds);
    out.printf("%-24s %12s  %s%n", "", "passages/s", "of the plain JVM with as many threads");
    for (int i = 0; i < all.size(); i++) {
      double[] own = SparkBenchmark.array(seconds.get(i));
      String ratio = "";
      if (i % 2 == 1) {
        double[] plain = SparkBenchmark.array(seconds.get(i - 1));
        ratio = SparkBenchmark.ratios(plain, own);
      }
      double rate = passages / Quantiles.of(own).median();
      out.printf(Locale.ROOT, "%-24s %12.1f  %s%n", all.get(i).name(), rate, ratio);
    }
    out.println();
    out.printf(
        "%-24s %12s  %12s  %18s  %18s%n",
        "", "model loads", "per executor", "bytes with a task", "bytes of the model");
    for (int i = 1; i < all.size(); i += 2) {
      Turns.Answer counts = all.get(i).ask("counts");
      out.printf(
          Locale.ROOT,
          "%-24s %12.0f  %12.2f  %,18.0f  %,18.0f%n",
          all.get(i).name(),
          counts.get("loads"),
          counts.get("loads") / counts.get("executors"),
          counts.get("task") + counts.get("function"),
          counts.get("model"));
    }
    out.printf(
        "%nBytes with a task: the task itself, and its share of the function that Spark sends once"
            + " for each stage and executor. The model goes to each executor once.%n");
    out.flush();
  }
}
