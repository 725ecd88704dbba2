package dev.forja.benchmarks.spark;

import dev.forja.benchmarks.harness.Quantiles;
import dev.forja.module.NeuralModule;
import dev.forja.optim.Optimizer;
import dev.forja.spark.DistributedTrainer;
import dev.forja.spark.LocalCluster;
import dev.forja.spark.TrainingTask;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A process that trains in rounds: alone, or as the driver of two executors. A request is the task
 * ({@code digits}, or the size of a layer), the steps of a round, the partitions, the examples of a
 * step, and the rounds; the answer is the median of their seconds, and the bytes of the values.
 */
final class TrainWorker {
  private static final int DIGITS = 4_000;

  private TrainWorker() {}

  /** A request. */
  private record Request(
      TrainingTask<Digit> task, int steps, int partitions, int batch, int rounds) {
    static Request of(List<String> words) {
      TrainingTask<Digit> task =
          words.getFirst().equals("digits")
              ? new DigitsTask(1_000_000, 1)
              : new LinearTask(Integer.parseInt(words.getFirst()));
      return new Request(
          task, number(words, 1), number(words, 2), number(words, 3), number(words, 4));
    }

    private static int number(List<String> words, int place) {
      return Integer.parseInt(words.get(place));
    }

    Map<String, Double> answer(List<Double> seconds) {
      double bytes =
          task.model().parameters().stream().mapToDouble(value -> 4.0 * value.count()).sum();
      double median = Quantiles.of(SparkBenchmark.array(seconds)).median();
      return Map.of("seconds", median, "bytes", bytes);
    }
  }

  /**
   * Runs it.
   *
   * @param args nothing, or the master and its folder
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      List<Digit> digits = Digit.training().subList(0, DIGITS);
      Turns.serve(words -> alone(Request.of(words), digits));
      return;
    }
    try (SparkSession spark =
        LocalCluster.session(args[0], Path.of(args[1]), 2, "2g", SparkBenchmark.executorOptions())
            .config("spark.driver.maxResultSize", "2g")
            .getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      Turns.serve(words -> onSpark(Request.of(words), context));
    }
  }

  private static Map<String, Double> onSpark(Request request, JavaSparkContext context)
      throws IOException {
    List<Double> seconds = new ArrayList<>();
    DistributedTrainer.of(request.task())
        .withBatch(request.batch())
        .withLocalSteps(request.steps())
        .withListener(
            report -> {
              if (report.round() > 0) { // the first one sends the data too
                seconds.add(report.seconds());
              }
            })
        .train(Digit.training(context, DIGITS, request.partitions()), request.rounds() + 1L);
    return request.answer(seconds);
  }

  /** The steps of one partition, in this process. */
  private static Map<String, Double> alone(Request request, List<Digit> digits) {
    NeuralModule model = request.task().model();
    model.train();
    Optimizer<?> optimizer = request.task().optimizer(model);
    List<Double> seconds = new ArrayList<>();
    int first = 0;
    for (int round = 0; round <= request.rounds(); round++) {
      long start = System.nanoTime();
      for (int step = 0; step < request.steps(); step++) {
        first = (first + request.batch()) % (DIGITS - request.batch());
        List<Digit> batch = digits.subList(first, first + request.batch());
        optimizer.zeroGrad();
        Tensor loss = request.task().loss(model, batch);
        loss.item();
        loss.backward();
        optimizer.step();
      }
      if (round > 0) {
        seconds.add((System.nanoTime() - start) / 1e9);
      }
    }
    return request.answer(seconds);
  }
}
