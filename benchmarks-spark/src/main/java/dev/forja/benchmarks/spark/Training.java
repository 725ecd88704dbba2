package dev.forja.benchmarks.spark;

import dev.forja.benchmarks.harness.Quantiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Seconds of a training round with two executors, beside the same steps in one process. */
@Command(
    name = "training",
    mixinStandardHelpOptions = true,
    description = {
      "The network of 'demo/run digits' on a cluster of processes, with k local steps in a round:"
          + " two executors of one core, one partition each, take turns with a process of one"
          + " thread that does the steps of one partition.",
      "Then what Spark needs without any steps, and from which k on 8, 64 and 512 executors are"
          + " busy for nine tenths of a round, by the formula of docs/SPARK.md."
    })
final class Training implements Callable<Integer> {
  /** Partitions, for the time that a task takes. */
  private static final int MANY = 64;

  /** Stated, not measured: 1 and 10 gigabits in a second. */
  private static final double[] NETWORKS = {0.125e9, 1.25e9};

  private final SparkBenchmark.Clusters clusters;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--rounds", description = "How many turns each has (${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(names = "--steps", split = ",", description = "The local steps of a round (1,8,64).")
  private List<Integer> steps = List.of(1, 8, 64);

  @Option(
      names = "--width",
      description = "Of the layer whose values are sent, W = 4 width^2 bytes (${DEFAULT-VALUE}).")
  private int width = 3_000;

  @Option(names = "--most", description = "The most steps of a turn (${DEFAULT-VALUE}).")
  private int most = 192;

  @Option(
      names = "--batch",
      description = "The digits of each partition in a step (${DEFAULT-VALUE}).")
  private int batch = 32;

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "An option of every JVM, such as -Dforja.kernels=scalar.")
  private List<String> jvm = List.of();

  Training(SparkBenchmark.Clusters clusters) {
    this.clusters = clusters;
  }

  @Override
  public Integer call() throws Exception {
    clusters.with(
        (cluster, folder) -> {
          List<String> arguments = List.of(cluster.master(), folder.toString());
          try (Turns one = process("one process", folder, List.of());
              Turns spark = process("Spark", folder, arguments)) {
            run(one, spark);
          }
        });
    return 0;
  }

  private Turns process(String name, Path folder, List<String> arguments) throws IOException {
    return SparkBenchmark.process(name, folder, TrainWorker.class, "4g", 1, jvm, arguments);
  }

  private void run(Turns one, Turns spark) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    one.ask(request("digits", 8, 2, batch, Math.max(1, most / 8))); // warms up
    spark.ask(request("digits", 8, 2, batch, Math.max(1, most / 8)));
    out.printf(
        "The network of digits, %d digits of each partition in a step, 2 executors of one core,"
            + " median of %d turns [quartiles]%n%n",
        batch, rounds);
    out.printf("%6s  %14s  %14s  %s%n", "k", "one process s", "round s", "one process / round");
    double step = 0;
    double bytes = 0;
    for (int k : steps) {
      List<Double> alone = new ArrayList<>();
      List<Double> together = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        String[] request = request("digits", k, 2, batch, Math.clamp(most / k, 1, 24));
        alone.add(one.ask(request).get("seconds"));
        var answer = spark.ask(request);
        together.add(answer.get("seconds"));
        bytes = answer.get("bytes");
      }
      double[] process = SparkBenchmark.array(alone);
      double[] cluster = SparkBenchmark.array(together);
      step = Quantiles.of(process).median() / k;
      out.printf(
          Locale.ROOT,
          "%6d  %14.4f  %14.4f  %s%n",
          k,
          Quantiles.of(process).median(),
          Quantiles.of(cluster).median(),
          SparkBenchmark.ratios(process, cluster));
      out.flush();
    }
    costs(one, spark, step, bytes, out);
  }

  private void costs(Turns one, Turns spark, double step, double bytes, PrintWriter out)
      throws IOException {
    int many = Math.clamp(most / 8, 1, 12);
    int few = Math.clamp(most / 32, 1, 6);
    double stage = least(spark, request("1", 1, 2, 1, many));
    double tasks = least(spark, request("1", 1, MANY, 1, few));
    RoundCost.Tree tree = RoundCost.Tree.of(MANY);
    double task = Math.max(0, (tasks - (1 + tree.stages()) * stage) / MANY);
    String layer = Integer.toString(width);
    double alone = least(one, request(layer, 1, 2, 1, few));
    double large = least(spark, request(layer, 1, 2, 1, few));
    double sent = RoundCost.Tree.of(2).passes() * 4.0 * width * width;
    double machine = sent / Math.max(large - stage - alone, 1e-9);
    out.printf(
        Locale.ROOT,
        "%nt = %.4f s for a step, W = %,.0f bytes, J = %.4f s for a stage, C = %.5f s for a task;"
            + " without a network, %.2f GB/s of values go through a machine%n%n",
        step,
        bytes,
        stage,
        task,
        machine / 1e9);
    out.printf("%6s  %16s  %14s  %s%n", "P", "network GB/s", "idle s", "k for nine tenths");
    for (double network : NETWORKS) {
      double bandwidth = 1 / (1 / network + 1 / machine);
      RoundCost cost = new RoundCost(step, stage, task, bytes, bandwidth);
      for (int partitions : new int[] {8, 64, 512}) {
        out.printf(
            Locale.ROOT,
            "%6d  %16.3f  %14.3f  %d%n",
            partitions,
            network / 1e9,
            cost.idle(partitions),
            cost.steps(partitions));
      }
    }
    out.flush();
  }

  /** The least of some turns: what Spark needs, without what else happens on the machine. */
  private double least(Turns process, String... request) throws IOException {
    double least = Double.MAX_VALUE;
    for (int round = 0; round < rounds; round++) {
      least = Math.min(least, process.ask(request).get("seconds"));
    }
    return least;
  }

  private static String[] request(String task, int steps, int partitions, int batch, int rounds) {
    return new String[] {
      task,
      Integer.toString(steps),
      Integer.toString(partitions),
      Integer.toString(batch),
      Integer.toString(rounds)
    };
  }
}
