package dev.forja.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.module.NeuralModule;
import dev.forja.optim.Optimizer;
import dev.forja.spark.Blobs.Example;
import dev.forja.spark.Blobs.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributedTrainerTest {
  private static final List<Example> EXAMPLES = Blobs.examples(120);

  @TempDir static Path temp;
  private static SparkSession spark;
  private static JavaSparkContext context;

  @BeforeAll
  static void start() {
    spark = Sessions.local(temp);
    context = JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static JavaRDD<Example> data(int partitions) {
    return context.parallelize(EXAMPLES, partitions);
  }

  private static DistributedTrainer<Example> trainer(boolean adam) {
    return DistributedTrainer.of(new Blobs.Task(adam)).withBatch(8).withSeed(11);
  }

  /** The batches of all partitions of equal size, of one step, as one. */
  private static List<Example> together(int partitions, long step) {
    int size = EXAMPLES.size() / partitions;
    List<Example> batch = new ArrayList<>();
    for (int p = 0; p < partitions; p++) {
      for (int place : Sampling.batch(11, p, size, step, 8)) {
        batch.add(EXAMPLES.get(p * size + place));
      }
    }
    return batch;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneLocalStepEqualsOneMachine(boolean adam) throws IOException {
    Blobs.Task task = new Blobs.Task(adam);
    NeuralModule single = task.model();
    single.train();
    Optimizer<?> optimizer = task.optimizer(single);
    int steps = 0;
    for (int rounds : new int[] {1, 2, 20}) {
      for (; steps < rounds; steps++) {
        optimizer.zeroGrad();
        task.loss(single, together(6, steps)).backward();
        optimizer.step();
      }
      float[] values = Blobs.values(trainer(adam).train(data(6), rounds));
      float[] expected = Blobs.values(single);
      assertThat(values).hasSameSizeAs(expected);
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).isCloseTo(expected[i], within(1e-6f * rounds));
      }
    }
  }

  @Test
  void trainingLowersTheLossAndTellsOfEachRound() throws IOException {
    List<RoundReport> reports = new ArrayList<>();
    NeuralModule model =
        trainer(false).withLocalSteps(5).withListener(reports::add).train(data(3), 6);
    assertThat(reports).hasSize(6);
    assertThat(reports.getLast().round()).isEqualTo(5);
    assertThat(reports.getLast().steps()).isEqualTo(30);
    assertThat(reports.getLast().examples()).isEqualTo(3 * 5 * 8);
    assertThat(reports.getLast().loss()).isLessThan(0.8 * reports.getFirst().loss());
    assertThat(model.training()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(OptimizerState.class)
  void aTaskThatFailsIsRunAgainWithTheSameBits(OptimizerState state) throws IOException {
    DistributedTrainer<Example> undisturbed =
        trainer(true)
            .withLocalSteps(3)
            .withOptimizerState(state)
            .withCheckpoints(temp.resolve("undisturbed" + state).toString());
    float[] expected = Blobs.values(undisturbed.train(data(5), 4));
    Blobs.Task failing =
        new Blobs.Task(true, Failure.EXCEPTION, temp.resolve("once" + state).toString());
    DistributedTrainer<Example> disturbed =
        DistributedTrainer.of(failing)
            .withBatch(8)
            .withSeed(11)
            .withLocalSteps(3)
            .withOptimizerState(state)
            .withCheckpoints(temp.resolve("disturbed" + state).toString());
    assertThat(Blobs.values(disturbed.train(data(5), 4))).isEqualTo(expected);
    assertThat(temp.resolve("once" + state)).exists();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aDriverThatStoppedGoesOnFromItsCheckpoint(int steps) throws IOException {
    for (OptimizerState state : OptimizerState.values()) {
      Path folder = temp.resolve("stopped-%d-%s".formatted(steps, state));
      DistributedTrainer<Example> trainer =
          trainer(true).withLocalSteps(steps).withOptimizerState(state);
      DistributedTrainer<Example> stopping =
          trainer
              .withCheckpoints(folder.toString())
              .withListener(
                  report -> {
                    if (report.round() == 1) {
                      throw new IllegalStateException("the driver ends");
                    }
                  });
      assertThatThrownBy(() -> stopping.train(data(3), 5)).hasMessage("the driver ends");
      Files.writeString(folder.resolve(".round-000000003.safetensors.part"), "half a file");
      List<RoundReport> reports = new ArrayList<>();
      float[] values =
          Blobs.values(
              trainer
                  .withCheckpoints(folder.toString())
                  .withListener(reports::add)
                  .train(data(3), 5));
      assertThat(reports).hasSize(3);
      Path other = temp.resolve("whole-%d-%s".formatted(steps, state));
      assertThat(values)
          .isEqualTo(Blobs.values(trainer.withCheckpoints(other.toString()).train(data(3), 5)));
    }
  }

  @Test
  void otherSettingsThanThoseOfTheCheckpointAreRefused() throws IOException {
    String folder = temp.resolve("settings").toString();
    trainer(false).withCheckpoints(folder).train(data(2), 1);
    assertThatThrownBy(
            () -> trainer(false).withCheckpoints(folder).withLocalSteps(2).train(data(3), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("local steps was 1, is 2, partitions was 2, is 3");
    assertThatThrownBy(
            () ->
                trainer(false)
                    .withLocalSteps(2)
                    .withOptimizerState(OptimizerState.KEPT)
                    .train(data(2), 1))
        .hasMessageContaining("OptimizerState.KEPT needs a folder");
    assertThatThrownBy(() -> trainer(false).withBatch(0))
        .hasMessageContaining("the number of examples in a batch is 0");
  }

  @Test
  void partitionsMayBeUnequalAndEmptyButNotAllEmpty() throws IOException {
    JavaRDD<Example> uneven = context.parallelize(EXAMPLES.subList(0, 3), 5);
    float[] first = Blobs.values(trainer(false).withLocalSteps(2).train(uneven, 2));
    assertThat(Blobs.values(trainer(false).withLocalSteps(2).train(uneven, 2))).isEqualTo(first);
    JavaRDD<Example> none = context.parallelize(List.of(), 2);
    assertThatThrownBy(() -> trainer(false).train(none, 1))
        .hasMessageContaining("the data has no examples");
  }

  @Test
  void anEpochHasEachExampleOnce() {
    List<Integer> seen = new ArrayList<>();
    for (long step = 0; step < 10; step++) {
      for (int place : Sampling.batch(1, 2, 20, step, 4)) {
        seen.add(place);
      }
    }
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(seen.subList(20 * epoch, 20 * epoch + 20))
          .doesNotHaveDuplicates()
          .allMatch(place -> place < 20);
    }
    assertThat(seen.subList(0, 20)).isNotEqualTo(seen.subList(20, 40));
  }
}
