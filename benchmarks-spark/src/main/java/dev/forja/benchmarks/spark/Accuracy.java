package dev.forja.benchmarks.spark;

import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.spark.OptimizerState;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What fewer messages cost in accuracy, on a real task. No time is measured. */
@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = {
      "Trains the network of 'demo/run digits' on four partitions for the same number of steps,"
          + " with several numbers of local steps in a round, and prints how many of 2,000 other"
          + " digits it knows."
    })
final class Accuracy implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--steps", split = ",", description = "The local steps of a round (1,8,64).")
  private List<Integer> steps = List.of(1, 8, 64);

  @Option(names = "--total", description = "The steps of the training (${DEFAULT-VALUE}).")
  private int total = 640;

  @Option(
      names = "--batch",
      description = "The digits of each partition in a step (${DEFAULT-VALUE}).")
  private int batch = 16;

  @Option(names = "--seeds", description = "How many trainings for each (${DEFAULT-VALUE}).")
  private int seeds = 3;

  @Override
  public Integer call() throws Exception {
    SparkBenchmark.inFolder(
        folder -> {
          try (Turns worker =
              SparkBenchmark.process(
                  "embedded Spark",
                  folder,
                  AccuracyWorker.class,
                  "3g",
                  1,
                  List.of(),
                  List.of(folder.toString()))) {
            run(worker);
          }
        });
    return 0;
  }

  private void run(Turns worker) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d steps of 4 x %d digits, %% of 2,000 other digits, median of %d seeds [quartiles]%n%n",
        total, batch, seeds);
    out.printf("%6s  %8s  %-10s %s%n", "k", "rounds", "state", "right");
    for (int k : steps) {
      for (OptimizerState state : OptimizerState.values()) {
        if (k > 1 || state == OptimizerState.AVERAGED) {
          List<Double> right = new ArrayList<>();
          for (int seed = 1; seed <= seeds; seed++) {
            System.err.printf("spark accuracy: k = %d, %s, seed %d%n", k, state, seed);
            right.add(
                worker
                    .ask(
                        Integer.toString(k),
                        Integer.toString(total),
                        Integer.toString(batch),
                        Integer.toString(seed),
                        state.name())
                    .get("accuracy"));
          }
          Quantiles q = Quantiles.of(SparkBenchmark.array(right));
          out.printf(
              Locale.ROOT,
              "%6d  %8d  %-10s %.2f [%.2f %.2f]%n",
              k,
              total / k,
              k == 1 ? "" : state,
              100 * q.median(),
              100 * q.low(),
              100 * q.high());
          out.flush();
        }
      }
    }
  }
}
