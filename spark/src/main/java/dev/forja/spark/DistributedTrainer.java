package dev.forja.spark;

import dev.forja.module.NeuralModule;
import dev.forja.optim.Optimizer;
import dev.forja.optim.TrainingCheckpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on the partitions of a data set, in rounds: each partition does some steps from
 * the same start, the changes are averaged, and the result goes out to all of them. Each round is a
 * job of Spark, so lost tasks run again, and executors may come and go.
 *
 * <pre>{@code
 * NeuralModule model =
 *     DistributedTrainer.of(new DigitsTask())
 *         .withBatch(32)
 *         .withLocalSteps(8)
 *         .withCheckpoints("hdfs:///training/digits")
 *         .train(digits.repartition(16), 500);
 * }</pre>
 *
 * <p>With one local step, gradients are averaged and the driver's optimiser steps: this is
 * synchronous training, which equals one machine with the batches of all partitions together. With
 * more, changes of the values are averaged: fewer messages for each step, and another result.
 * Source: H. B. McMahan et al., Communication-Efficient Learning of Deep Networks from
 * Decentralized Data, AISTATS 2017.
 *
 * <p>For a given number of partitions with given contents, the result has the same bits, whatever
 * machine runs which task, and however often.
 *
 * <p>Immutable, and safe for use by many threads, except that two trainings must not share a folder
 * of checkpoints.
 *
 * @param <E> the type of an example
 */
public final class DistributedTrainer<E> {
  private final TrainingTask<E> task;
  private final RoundPlan plan;
  private final Consumer<RoundReport> listener;

  private DistributedTrainer(TrainingTask<E> task, RoundPlan plan, Consumer<RoundReport> listener) {
    this.task = task;
    this.plan = plan;
    this.listener = listener;
  }

  /** A trainer with batches of 32 examples for each partition and one local step. */
  public static <E> DistributedTrainer<E> of(TrainingTask<E> task) {
    RoundPlan plan = new RoundPlan(1, 32, 0, OptimizerState.AVERAGED, null);
    return new DistributedTrainer<>(task, plan, _ -> {});
  }

  /** This trainer with so many steps of each partition in a round: 1 for synchronous training. */
  public DistributedTrainer<E> withLocalSteps(int steps) {
    check("local steps", steps);
    return with(new RoundPlan(steps, plan.batch(), plan.seed(), plan.state(), plan.folder()));
  }

  /** This trainer with so many examples of each partition in a step. */
  public DistributedTrainer<E> withBatch(int examples) {
    check("examples in a batch", examples);
    return with(
        new RoundPlan(plan.localSteps(), examples, plan.seed(), plan.state(), plan.folder()));
  }

  /** This trainer with a seed for the order of examples and for random numbers in the model. */
  public DistributedTrainer<E> withSeed(long seed) {
    return with(new RoundPlan(plan.localSteps(), plan.batch(), seed, plan.state(), plan.folder()));
  }

  /**
   * This trainer with a choice of what becomes of the optimisers' state. With one local step there
   * is one optimiser, that of the driver, and nothing to choose.
   */
  public DistributedTrainer<E> withOptimizerState(OptimizerState state) {
    return with(new RoundPlan(plan.localSteps(), plan.batch(), plan.seed(), state, plan.folder()));
  }

  /**
   * This trainer with a folder, in any file system of Hadoop, to which the state is written after
   * each round. A training that finds such a state goes on from it, with the bits of one that was
   * never stopped; the last two are kept.
   */
  public DistributedTrainer<E> withCheckpoints(String folder) {
    return with(new RoundPlan(plan.localSteps(), plan.batch(), plan.seed(), plan.state(), folder));
  }

  /** This trainer with a listener that hears of each round, on the thread that trains. */
  public DistributedTrainer<E> withListener(Consumer<RoundReport> newListener) {
    return new DistributedTrainer<>(task, plan, newListener);
  }

  private DistributedTrainer<E> with(RoundPlan newPlan) {
    return new DistributedTrainer<>(task, newPlan, listener);
  }

  private static void check(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "the number of %s is %d, but must be at least 1".formatted(what, value));
    }
  }

  /**
   * Trains, and returns the model, in evaluation mode.
   *
   * <p>The partitions of the data stay in memory, or on the disks of their executors, until the
   * end. They must be the same, in the same order, whenever Spark computes them: read them from
   * files, or sort them, after a shuffle that does not.
   *
   * @param rounds the number of rounds since the beginning, including those of a checkpoint
   * @throws IllegalArgumentException if there is a checkpoint of other settings; the message names
   *     them
   * @throws IOException if a checkpoint cannot be read or written
   */
  public NeuralModule train(JavaRDD<E> data, long rounds) throws IOException {
    if (plan.keepsState() && plan.folder() == null) {
      throw new IllegalArgumentException(
          "OptimizerState.KEPT needs a folder: call withCheckpoints, with one that all machines see");
    }
    JavaRDD<List<E>> parts = data.glom().persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return new Run(JavaSparkContext.fromSparkContext(data.context()), parts).train(rounds);
    } finally {
      parts.unpersist(false);
    }
  }

  /** One training. */
  private final class Run {
    private final String id = UUID.randomUUID().toString();
    private final JavaSparkContext spark;
    private final JavaRDD<List<E>> parts;
    private final NeuralModule model = task.model();
    private final Layout layout = new Layout(model);
    private final Optimizer<?> optimizer = task.optimizer(model);
    private @Nullable OptimizerValues averaged;

    Run(JavaSparkContext spark, JavaRDD<List<E>> parts) {
      this.spark = spark;
      this.parts = parts;
    }

    NeuralModule train(long rounds) throws IOException {
      String folder = plan.folder();
      @Nullable RoundFiles files =
          folder == null ? null : RoundFiles.of(folder, spark.hadoopConfiguration());
      for (long round = files == null ? 0 : resume(files); round < rounds; round++) {
        long start = System.nanoTime();
        RoundPart sum = round(round, rounds);
        apply(sum, round);
        if (files != null) {
          files.write(round + 1, state(round + 1));
        }
        listener.accept(
            new RoundReport(
                round,
                (round + 1) * plan.localSteps(),
                sum.examples(),
                sum.loss() / sum.examples(),
                (System.nanoTime() - start) * 1e-9));
      }
      model.zeroGrad();
      model.eval();
      return model;
    }

    private RoundPart round(long round, long rounds) {
      Broadcast<RoundStart> start =
          spark.broadcast(new RoundStart(round, layout.read(), layout.readCounts(), averaged));
      spark.sc().setJobDescription("Forja: round %d of %d".formatted(round + 1, rounds));
      try {
        return TreeSum.of(
            parts.mapPartitionsWithIndex(new LocalRound<>(id, task, plan, start), true),
            parts.getNumPartitions());
      } finally {
        spark.sc().setJobDescription(null);
        start.destroy();
      }
    }

    private void apply(RoundPart sum, long round) {
      if (sum.examples() == 0) {
        throw new IllegalArgumentException("the data has no examples: all partitions are empty");
      }
      float[] mean = RoundPart.scaled(sum.values(), 1.0 / sum.examples());
      float[] values = layout.read();
      int from = plan.isSynchronous() ? layout.parameterValues() : 0;
      for (int i = from; i < values.length; i++) {
        values[i] += mean[i];
      }
      layout.write(values);
      layout.writeCounts(sum.counts());
      if (plan.isSynchronous()) {
        layout.setGradients(mean, sum.used());
        task.beforeStep(optimizer, round);
        optimizer.step();
      }
      OptimizerValues total = sum.optimizer();
      averaged = total == null ? null : total.times(1.0 / sum.examples());
    }

    private TrainingCheckpoint settings() {
      return new TrainingCheckpoint()
          .put("partitions", (long) parts.getNumPartitions())
          .put("local steps", (long) plan.localSteps())
          .put("batch", (long) plan.batch())
          .put("seed", plan.seed())
          .put("optimizer state", plan.state().name());
    }

    private TrainingCheckpoint state(long rounds) {
      TrainingCheckpoint state =
          new TrainingCheckpoint()
              .put("settings", settings())
              .put("rounds", rounds)
              .put("model", model.stateDict());
      OptimizerValues values = averaged;
      if (plan.isSynchronous()) {
        state.put("optimizer", optimizer.stateDict());
      } else if (values != null) {
        state.put("optimizer", values.checkpoint());
      }
      return state;
    }

    /** Takes over the newest state; returns the number of its rounds. */
    private long resume(RoundFiles files) throws IOException {
      Optional<TrainingCheckpoint> newest = files.newest();
      if (newest.isEmpty()) {
        return 0;
      }
      TrainingCheckpoint state = newest.get();
      String differences = settings().differencesFrom(state.part("settings"));
      if (!differences.isEmpty()) {
        throw new IllegalArgumentException(
            "the checkpoints in %s are of a training with other settings (%s): use them again, or"
                    .formatted(plan.folder(), differences)
                + " another folder");
      }
      model.loadStateDict(state.part("model").tensors());
      TrainingCheckpoint saved = state.part("optimizer");
      if (plan.isSynchronous()) {
        optimizer.loadStateDict(saved);
      } else if (!saved.names().isEmpty()) {
        averaged = OptimizerValues.of(saved);
      }
      return state.integer("rounds");
    }
  }
}
