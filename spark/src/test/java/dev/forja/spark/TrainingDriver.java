package dev.forja.spark;

import dev.forja.spark.Blobs.Example;
import dev.forja.spark.Blobs.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.SparkSession;

/**
 * A program that trains on a cluster. It is killed in its third round, and started again; then
 * executors go away after each round, since they have nothing to do, and come back for the next.
 */
public final class TrainingDriver {
  private static final List<Example> EXAMPLES = Blobs.examples(100);

  private TrainingDriver() {}

  /** The training of all these tests: four rounds of three steps on five partitions. */
  static float[] train(
      SparkSession session, Blobs.Task task, Path checkpoints, Consumer<RoundReport> listener)
      throws IOException {
    JavaRDD<Example> data =
        JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(EXAMPLES, 5);
    return Blobs.values(
        DistributedTrainer.of(task)
            .withBatch(8)
            .withLocalSteps(3)
            .withOptimizerState(OptimizerState.KEPT)
            .withCheckpoints(checkpoints.toString())
            .withListener(listener)
            .train(data, 4));
  }

  /** The files of the program, in its own folder. */
  static Path held(Path folder) {
    return folder.resolve("held");
  }

  static Path checkpoints(Path folder) {
    return folder.resolve("killed-checkpoints");
  }

  static Path result(Path folder) {
    return folder.resolve("result");
  }

  /**
   * Trains, and writes the rounds that were done, the number of executors that came, and the
   * values.
   *
   * @param args the address and the folder of the cluster, and the folder of this program
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[2]);
    boolean again = Files.exists(held(folder));
    SparkSession.Builder builder =
        LocalCluster.session(args[0], Path.of(args[1]), 2, "512m", LocalCluster.QUICK_START);
    if (again) {
      builder
          .config("spark.scheduler.minRegisteredResourcesRatio", "0") // none is there at first
          .config("spark.dynamicAllocation.enabled", "true")
          .config("spark.dynamicAllocation.shuffleTracking.enabled", "true")
          .config("spark.dynamicAllocation.minExecutors", "0")
          .config("spark.dynamicAllocation.maxExecutors", "2")
          .config("spark.dynamicAllocation.schedulerBacklogTimeout", "1s")
          .config("spark.dynamicAllocation.executorIdleTimeout", "1s")
          .config("spark.dynamicAllocation.cachedExecutorIdleTimeout", "1s")
          .config("spark.dynamicAllocation.shuffleTracking.timeout", "1s");
    }
    try (SparkSession spark = builder.getOrCreate()) {
      Executors executors = new Executors();
      spark.sparkContext().addSparkListener(executors);
      List<String> lines = new ArrayList<>();
      Blobs.Task task = new Blobs.Task(true, Failure.HOLD, held(folder).toString());
      float[] values =
          train(
              spark,
              task,
              checkpoints(folder),
              report -> {
                if (again && report.round() < 3) {
                  executors.awaitNone();
                }
                lines.add("round " + report.round());
              });
      lines.add("executors " + executors.count());
      for (float value : values) {
        lines.add(Float.toString(value));
      }
      Files.write(result(folder), lines);
    }
  }

  /** Counts executors. Spark calls it from a thread of its own. */
  private static final class Executors extends SparkListener {
    private int all;
    private int now;
    private CompletableFuture<Boolean> none = new CompletableFuture<>();

    @Override
    public synchronized void onExecutorAdded(SparkListenerExecutorAdded added) {
      all++;
      if (now++ == 0) {
        none = new CompletableFuture<>();
      }
    }

    @Override
    public synchronized void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
      if (--now == 0) {
        none.complete(true);
      }
    }

    synchronized int count() {
      return all;
    }

    private synchronized CompletableFuture<Boolean> none() {
      return none;
    }

    /** Waits until no executor is left. */
    void awaitNone() {
      none().orTimeout(3, TimeUnit.MINUTES).join();
    }
  }
}
