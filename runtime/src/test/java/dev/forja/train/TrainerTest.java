package dev.forja.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.nn.MSELoss;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.optim.CosineAnnealingLR;
import dev.forja.optim.ExponentialLR;
import dev.forja.optim.SGD;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final int EPOCHS = 6;

  @TempDir Path folder;

  /** y = x1 - 2 x2, with some noise. */
  private static TensorDataset line(int examples, long seed) {
    return Randoms.callWith(
        new Philox(seed),
        () -> {
          Tensor x = Tensor.randn(examples, 2);
          Tensor y = x.matmul(Tensor.of(new float[] {1, -2}, 2, 1));
          return TensorDataset.of(x, y.add(Tensor.randn(examples, 1).mul(0.01)));
        });
  }

  /** A model that draws random numbers during training, and the other components of a run. */
  private static final class Setup {
    final Sequential model =
        Sequential.of(Linear.of(2, 8), ReLU.of(), Dropout.of(0.1), Linear.of(8, 1));
    final SGD optimizer = SGD.of(model.parameters(), 0.05);
    final MSELoss loss = MSELoss.of();
    final TrainerBuilder<Batch> builder =
        Trainer.builder(model, DataLoader.of(line(70, 1), 8).shuffled(3), this::scores)
            .optimizer(optimizer)
            .stepScheduler(CosineAnnealingLR.of(optimizer, 80, 0))
            .validation(DataLoader.of(line(20, 2), 16));

    Scores scores(Batch batch) {
      Tensor error = loss.call(model.call(batch.input()), batch.target());
      return Scores.of(error, batch.size()).withMetric("error", Math.sqrt(error.item()));
    }

    float[] weights() {
      return model.parameters().getFirst().toFloats();
    }
  }

  private static Setup seeded() {
    return Randoms.callWith(new Philox(11), Setup::new);
  }

  @Test
  void learnsAndReportsMeansOverExamples() throws Exception {
    Setup setup = seeded();
    StringWriter printed = new StringWriter();
    Trainer<Batch> trainer =
        setup.builder.listener(TrainingListener.printing(new PrintWriter(printed))).build();
    assertThat(trainer.run(EPOCHS)).isEqualTo(StopReason.COMPLETED);
    double[] losses = trainer.history().series(report -> report.judged().loss());
    assertThat(losses).hasSize(EPOCHS);
    assertThat(losses[EPOCHS - 1]).isLessThan(losses[0] / 2);
    assertThat(trainer.history().epochs().getFirst().training().examples()).isEqualTo(70);
    assertThat(printed.toString().lines().findFirst().orElseThrow())
        .matches(
            "epoch 1: loss [\\d.]+, error [\\d.]+; validation: loss [\\d.]+, error [\\d.]+, best");
  }

  @Test
  void validationIsTheMeanOverAllExamplesWhateverTheBatches() throws Exception {
    Setup setup = seeded();
    Trainer<Batch> trainer = setup.builder.build();
    Means ragged = trainer.validate(DataLoader.of(line(20, 2), 16));
    Means whole = trainer.validate(DataLoader.of(line(20, 2), 20));
    assertThat(ragged.loss()).isCloseTo(whole.loss(), within(1e-6));
    assertThat(ragged.examples()).isEqualTo(20);
  }

  @Test
  void aRunStoppedAtAnyStepGoesOnWithTheSameBits() throws Exception {
    Setup whole = seeded();
    Path wholeFile = folder.resolve("whole");
    Randoms.callWith(new Philox(5), () -> whole.builder.checkpoint(wholeFile).build().run(EPOCHS));
    for (int stopAt : new int[] {0, 1, 8, 9, 10, 31, 53}) {
      Path file = folder.resolve("run" + stopAt);
      Setup first = seeded();
      int[] asked = {0};
      StopReason ending =
          Randoms.callWith(
              new Philox(5),
              () ->
                  first
                      .builder
                      .checkpoint(file)
                      .stopWhen(() -> asked[0]++ == stopAt)
                      .build()
                      .run(EPOCHS));
      assertThat(ending).isEqualTo(StopReason.INTERRUPTED);

      Setup second = seeded();
      Trainer<Batch> trainer = second.builder.checkpoint(file).build();
      Randoms.callWith(
          new Philox(99),
          () -> {
            trainer.restore(TrainingCheckpoint.load(file));
            return trainer.run(EPOCHS);
          });
      assertThat(second.weights()).isEqualTo(whole.weights());
      assertThat(Files.readAllBytes(file)).isEqualTo(Files.readAllBytes(wholeFile));
    }
  }

  @Test
  void checkpointsEveryFewStepsSurviveAKillAnywhere() throws Exception {
    Setup whole = seeded();
    Randoms.callWith(new Philox(5), () -> whole.builder.build().run(3));
    Path file = folder.resolve("run");
    Setup killed = seeded();
    RuntimeException kill = new RuntimeException("killed");
    TrainingListener killer =
        new TrainingListener() {
          @Override
          public void batchEnded(Progress progress) {
            if (progress.epoch() == 1 && progress.batch() == 9) {
              throw kill;
            }
          }
        };
    assertThatThrownBy(
            () ->
                Randoms.callWith(
                    new Philox(5),
                    () ->
                        killed
                            .builder
                            .checkpoint(file)
                            .checkpointEvery(3)
                            .listener(killer)
                            .build()
                            .run(3)))
        .isSameAs(kill);
    TrainingCheckpoint saved = TrainingCheckpoint.load(file);
    assertThat(saved.integer("epoch")).isEqualTo(1);
    assertThat(saved.integer("batch")).isEqualTo(9);
    Setup second = seeded();
    Trainer<Batch> trainer = second.builder.build();
    Randoms.callWith(
        new Philox(99),
        () -> {
          trainer.restore(saved);
          return trainer.run(3);
        });
    assertThat(second.weights()).isEqualTo(whole.weights());
  }

  @Test
  void accumulationStepsByTheMeanOfSeveralBatches() throws Exception {
    List<float[]> weights = new ArrayList<>();
    for (int accumulation : new int[] {1, 4}) {
      Linear model = Randoms.callWith(new Philox(1), () -> Linear.of(2, 1));
      MSELoss loss = MSELoss.of();
      DataLoader<Batch> loader = DataLoader.of(line(32, 1), 8 / accumulation);
      Trainer.builder(
              model,
              loader,
              batch ->
                  Scores.of(loss.call(model.call(batch.input()), batch.target()), batch.size()))
          .optimizer(SGD.of(model.parameters(), 0.1))
          .accumulation(accumulation)
          .build()
          .run(2);
      weights.add(model.weight().toFloats());
    }
    assertThat(weights.get(1)).containsExactly(weights.get(0), within(1e-6f));
  }

  @Test
  void clipNormBoundsWhatAStepChanges() throws Exception {
    Linear model = Randoms.callWith(new Philox(1), () -> Linear.of(2, 1));
    MSELoss loss = MSELoss.of();
    float[] before = model.weight().toFloats();
    Trainer.builder(
            model,
            DataLoader.of(line(8, 1), 8),
            batch -> Scores.of(loss.call(model.call(batch.input()), batch.target()).mul(1e6), 8))
        .optimizer(SGD.of(model.parameters(), 1))
        .clipNorm(0.01)
        .build()
        .run(1);
    float[] after = model.weight().toFloats();
    assertThat(Math.hypot(after[0] - before[0], after[1] - before[1])).isLessThan(0.0101);
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void theBestEpochIsKeptAndARunThatGetsNoBetterEnds() throws Exception {
    Setup setup = seeded();
    double[] goals = {5, 3, 4, 2, 2, 6, 1};
    int[] epoch = {-1};
    List<float[]> weights = new ArrayList<>();
    List<Boolean> bests = new ArrayList<>();
    Path best = folder.resolve("best.safetensors");
    Trainer<Batch> trainer =
        Trainer.builder(
                setup.model,
                DataLoader.of(line(16, 1), 8),
                batch -> setup.scores(batch).withMetric("goal", goals[epoch[0]]))
            .optimizer(setup.optimizer)
            .goal(Goal.lowest("goal"))
            .earlyStopping(2)
            .best(best)
            .listener(
                new TrainingListener() {
                  @Override
                  public void epochStarted(int number, int epochs, int batch) {
                    epoch[0] = number;
                  }

                  @Override
                  public void epochEnded(EpochReport report, boolean isBest) {
                    weights.add(setup.weights());
                    bests.add(isBest);
                  }
                })
            .build();
    assertThat(trainer.run(7)).isEqualTo(StopReason.STOPPED_EARLY);
    assertThat(bests).containsExactly(true, true, false, true, false, false);
    assertThat(trainer.history().best(Goal.lowest("goal")).epoch()).isEqualTo(3);
    Setup loaded = seeded();
    loaded.model.load(best);
    assertThat(loaded.weights()).isEqualTo(weights.get(3));
    assertThat(trainer.run(7)).as("once more").isEqualTo(StopReason.STOPPED_EARLY);
  }

  @Test
  void aGoalMayAskForTheHighestAndForAMargin() {
    EpochReport low = report(0, 0.50);
    EpochReport high = report(1, 0.505);
    EpochReport nan = report(2, Double.NaN);
    History history = new History(List.of(low, high, nan));
    assertThat(history.best(Goal.highest("loss"))).isSameAs(high);
    assertThat(history.best(Goal.highest("loss").withMinDelta(0.01))).isSameAs(low);
    assertThat(history.best(Goal.lowest("loss"))).isSameAs(low);
    assertThat(history.sinceBest(Goal.highest("loss"))).isEqualTo(1);
  }

  private static EpochReport report(int epoch, double loss) {
    Scores scores = Scores.of(Tensor.scalar(loss), 2);
    return new EpochReport(epoch, Means.NONE.plus(scores), null);
  }

  @Test
  void aSchedulePerEpochGoesOnAfterEach() throws Exception {
    Setup setup = seeded();
    List<Double> rates = new ArrayList<>();
    Trainer.builder(setup.model, DataLoader.of(line(16, 1), 8), setup::scores)
        .optimizer(setup.optimizer)
        .epochScheduler(ExponentialLR.of(setup.optimizer, 0.5))
        .listener(
            new TrainingListener() {
              @Override
              public void batchEnded(Progress progress) {
                rates.add(progress.learningRate());
              }
            })
        .build()
        .run(2);
    assertThat(rates).containsExactly(0.05, 0.05, 0.025, 0.025);
  }

  @Test
  void aLossThatIsNotFiniteEndsTheRunBeforeItHarms() throws Exception {
    Setup setup = seeded();
    float[] before = setup.weights();
    Trainer<Batch> trainer =
        Trainer.builder(
                setup.model,
                DataLoader.of(line(16, 1), 8),
                batch -> Scores.of(setup.scores(batch).loss().mul(Double.NaN), batch.size()))
            .optimizer(setup.optimizer)
            .build();
    assertThatThrownBy(() -> trainer.run(1))
        .isInstanceOf(NonFiniteLossException.class)
        .hasMessage(
            "the loss of batch 1 of 2 in epoch 1 is NaN, at a learning rate of 0.0500: lower the"
                + " learning rate, clip the gradients, or look for such values in the data");
    assertThat(setup.weights()).isEqualTo(before);
  }

  @Test
  void aCheckpointOfAnotherRunChangesNothing() throws Exception {
    Setup setup = seeded();
    Path file = folder.resolve("run");
    setup.builder.checkpoint(file).build().run(1);
    TrainingCheckpoint saved = TrainingCheckpoint.load(file);
    float[] before = setup.weights();
    Linear other = Linear.of(2, 3);
    SGD otherOptimizer = SGD.of(setup.model.parameters(), 0.5);
    Trainer<Batch> trainer =
        Trainer.builder(other, DataLoader.of(line(70, 1), 8), setup::scores)
            .optimizer(otherOptimizer)
            .build();
    assertThatThrownBy(() -> trainer.restore(saved)).hasMessageContaining("weight");
    assertThat(otherOptimizer.groups().getFirst().lr()).isEqualTo(0.5);
    assertThat(setup.weights()).isEqualTo(before);
    assertThatThrownBy(() -> trainer.restore(new TrainingCheckpoint()))
        .hasMessageContaining("the checkpoint has no value 'epochs'");
    Trainer<Batch> fewer =
        Trainer.builder(setup.model, DataLoader.of(line(70, 1), 70), setup::scores)
            .optimizer(setup.optimizer)
            .build();
    saved.put("batch", 5);
    assertThatThrownBy(() -> fewer.restoreWithOtherSettings(saved))
        .hasMessageContaining(
            "had done 5 batches of an epoch, but an epoch of this run has only 1");
  }

  @Test
  void whatIsMissingIsSaidBeforeTraining() {
    Setup setup = seeded();
    DataLoader<Batch> few = DataLoader.of(line(4, 1), 8).dropLast();
    assertThatThrownBy(() -> Trainer.builder(setup.model, few, setup::scores).build())
        .hasMessageContaining("there is no optimizer");
    assertThatThrownBy(
            () ->
                Trainer.builder(setup.model, few, setup::scores).optimizer(setup.optimizer).build())
        .hasMessageContaining("the training data has no batch");
    assertThatThrownBy(() -> setup.builder.goal(Goal.highest("acuracy")).build().run(1))
        .hasMessageContaining("the goal is 'acuracy', but the scores have only loss and [error]");
    assertThatThrownBy(() -> Scores.of(Tensor.ones(3), 3))
        .hasMessageContaining("the loss has shape [3], not one element");
  }

  @Test
  void accuracyIsTheShareOfRightClasses() {
    Tensor logits = Tensor.of(new float[] {1, 2, 0, 5, 4, 3}, 2, 3);
    assertThat(Metrics.accuracy(logits, Tensor.ofLongs(1, 2))).isEqualTo(0.5);
    assertThatThrownBy(() -> Metrics.accuracy(logits, Tensor.ofLongs(1, 2, 0)))
        .hasMessage("accuracy: logits [2, 3], target [3]: expected [n, classes] and [n]");
  }
}
