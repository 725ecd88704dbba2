package dev.forja.benchmarks.spark;

import dev.forja.demo.digits.CnnInvoker;
import dev.forja.demo.digits.Digits;
import dev.forja.spark.DistributedTrainer;
import dev.forja.spark.OptimizerState;
import dev.forja.tensor.NoGrad;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A process that trains on digits by embedded Spark. A request is the local steps, all steps, the
 * examples of a step, the seed, and what becomes of the state of optimisers; the answer is the
 * share of right answers for digits that were not trained on.
 */
final class AccuracyWorker {
  private static final int PARTITIONS = 4;
  private static final int TESTED_AT_ONCE = 250;

  private AccuracyWorker() {}

  /**
   * Runs it.
   *
   * @param args a folder for its files
   */
  public static void main(String[] args) throws Exception {
    List<Digit> test = Digit.all(Digits.test(null));
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.local.dir", args[0])
            .getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      Turns.serve(words -> train(context, test, args[0], words));
    }
  }

  private static Map<String, Double> train(
      JavaSparkContext context, List<Digit> test, String folder, List<String> words)
      throws IOException {
    int local = Integer.parseInt(words.get(0));
    int steps = Integer.parseInt(words.get(1));
    int seed = Integer.parseInt(words.get(3));
    OptimizerState state = OptimizerState.valueOf(words.get(4));
    var trainer =
        DistributedTrainer.of(new DigitsTask(steps, seed))
            .withBatch(Integer.parseInt(words.get(2)))
            .withLocalSteps(local)
            .withSeed(seed)
            .withOptimizerState(state);
    if (state == OptimizerState.KEPT) {
      trainer = trainer.withCheckpoints(folder + "/" + UUID.randomUUID());
    }
    CnnInvoker model =
        (CnnInvoker)
            trainer.train(
                Digit.training(context, Digit.training().size(), PARTITIONS), steps / local);
    double right = 0;
    for (int first = 0; first < test.size(); first += TESTED_AT_ONCE) {
      List<Digit> batch = test.subList(first, Math.min(first + TESTED_AT_ONCE, test.size()));
      long[] best = NoGrad.call(() -> model.call(Digit.images(batch))).argmax(1).toLongs();
      for (int i = 0; i < best.length; i++) {
        right += best[i] == batch.get(i).label() ? 1 : 0;
      }
    }
    return Map.of("accuracy", right / test.size());
  }
}
