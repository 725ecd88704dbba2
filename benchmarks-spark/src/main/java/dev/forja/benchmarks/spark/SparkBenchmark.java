package dev.forja.benchmarks.spark;

import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.spark.LocalCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the benchmarks on Apache Spark. */
@Command(
    name = "benchmarks/run spark",
    mixinStandardHelpOptions = true,
    description = {
      "Models on Apache Spark beside plain JVMs, on a cluster of processes of this machine.",
      "Without the name of one of them, 'inference' and 'training' run."
    })
public final class SparkBenchmark implements Callable<Integer> {
  private static final String EXECUTORS = "forja.benchmarks.executors";

  private final Clusters clusters;

  private SparkBenchmark(Clusters clusters) {
    this.clusters = clusters;
  }

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(commandLine(SparkBenchmark::inCluster).execute(args));
  }

  /** The command line, which a test runs too. */
  static CommandLine commandLine(Clusters clusters) {
    return new CommandLine(new SparkBenchmark(clusters))
        .addSubcommand(new Inference(clusters))
        .addSubcommand(new Training(clusters))
        .addSubcommand(new Accuracy());
  }

  @Override
  public Integer call() {
    int inference = commandLine(clusters).execute("inference");
    int training = commandLine(clusters).execute("training");
    return Math.max(inference, training);
  }

  /** What is done with a cluster of two workers, and its folder. */
  interface Work {
    void with(LocalCluster cluster, Path folder) throws Exception;
  }

  /** Gives clusters. */
  interface Clusters {
    /** Does something with a cluster. */
    void with(Work work) throws Exception;
  }

  /** Starts a cluster, ends it in any case, and deletes its files. */
  private static void inCluster(Work work) throws Exception {
    inFolder(
        folder -> {
          try (LocalCluster cluster = new LocalCluster(folder, 2)) {
            work.with(cluster, folder);
          }
        });
  }

  /** What is done with a folder. */
  interface FolderWork {
    void with(Path folder) throws Exception;
  }

  /** Makes a temporary folder, and deletes it with all that is in it in any case. */
  static void inFolder(FolderWork work) throws Exception {
    Path folder = Files.createTempDirectory("forja-spark").toRealPath();
    try {
      work.with(folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
  }

  /**
   * A process of the benchmark; executors that it starts get the same options.
   *
   * @param memory the most of its heap, such as {@code 2g}
   * @param jvm what the user wants each JVM to get
   */
  static Turns process(
      String name,
      Path folder,
      Class<?> program,
      String memory,
      int threads,
      List<String> jvm,
      List<String> arguments)
      throws IOException {
    List<String> options = new ArrayList<>(jvm);
    options.addAll(
        List.of("-Xmx" + memory, "-Dforja.threads=" + threads, executors(String.join(" ", jvm))));
    return Turns.of(name, LocalCluster.jvm(folder, options, program, arguments));
  }

  private static String executors(String options) {
    return "-D" + EXECUTORS + "=" + options;
  }

  /** What executors of this process get besides Spark's options. */
  static String executorOptions() {
    return System.getProperty(EXECUTORS, "");
  }

  static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /** The ratios of values in pairs, as a text: their median and quartiles. */
  static String ratios(double[] above, double[] below) {
    double[] ratios = new double[above.length];
    Arrays.setAll(ratios, i -> above[i] / below[i]);
    Quantiles q = Quantiles.of(ratios);
    return String.format(Locale.ROOT, "%.2f [%.2f %.2f]", q.median(), q.low(), q.high());
  }
}
