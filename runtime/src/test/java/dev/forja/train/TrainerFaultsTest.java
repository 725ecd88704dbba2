package dev.forja.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.nn.BatchNorm1d;
import dev.forja.nn.Embedding;
import dev.forja.nn.EmbeddingOptions;
import dev.forja.nn.Linear;
import dev.forja.nn.Sequential;
import dev.forja.optim.CosineAnnealingLR;
import dev.forja.optim.PlateauOptions;
import dev.forja.optim.ReduceLROnPlateau;
import dev.forja.optim.SGD;
import dev.forja.optim.StepLR;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modes, files and settings belong to the code that set them; every example counts once. */
class TrainerFaultsTest {
  @TempDir private Path folder;

  private static TensorDataset ten(int width) {
    Tensor y = Tensor.of(new float[] {0, 0, 0, 0, 0, 0, 0, 0, 10, 10}, 10, 1);
    return TensorDataset.of(Tensor.ones(10, width), y);
  }

  private static Linear zero() {
    Linear linear = Linear.of(1, 1);
    linear.namedParameters().values().forEach(p -> p.copyFrom(Tensor.zeros(p.shape())));
    return linear;
  }

  private static TrainerBuilder<TensorDataset.Batch> of(
      Linear m, DataLoader<TensorDataset.Batch> l) {
    return Trainer.builder(m, l, b -> Scores.of(m.call(b.input()).mseLoss(b.target()), b.size()))
        .optimizer(SGD.of(m.parameters(), 1.0));
  }

  @ParameterizedTest
  @CsvSource({"10,1", "4,3", "3,4", "1,10", "6,2"})
  void accumulationCountsExamplesAndNotBatches(int size, int accumulation) throws Exception {
    Linear m = zero();
    of(m, DataLoader.of(ten(1), size)).accumulation(accumulation).build().run(1);
    assertThat(m.weight().item()).isCloseTo(4f, within(1e-5f));
  }

  private static Sequential normed() {
    return Sequential.of(Linear.of(2, 2), BatchNorm1d.of(2), Linear.of(2, 1));
  }

  private static Trainer<TensorDataset.Batch> of(Sequential m, int size) {
    return Trainer.builder(
            m,
            DataLoader.of(ten(2), size),
            b -> Scores.of(m.call(b.input()).mseLoss(b.target()), b.size()))
        .optimizer(SGD.of(m.parameters(), 0.01))
        .build();
  }

  @Test
  void frozenBatchNormStaysFrozenThroughTrainingAndValidation() throws Exception {
    Sequential m = normed();
    BatchNorm1d norm = m.module("1", BatchNorm1d.class);
    norm.eval();
    Trainer<TensorDataset.Batch> trainer = of(m, 5);
    trainer.run(2);
    trainer.validate(DataLoader.of(ten(2), 5));
    assertThat(Objects.requireNonNull(norm.runningMean()).toFloats()).containsOnly(0);
    assertThat(norm.training()).isFalse();
    assertThat(m.training()).isTrue();
    assertThat(m.module("0").training()).isTrue();
  }

  @Test
  void validationThatFailsLeavesTheModes() {
    Linear m = zero();
    Trainer<TensorDataset.Batch> trainer =
        Trainer.<TensorDataset.Batch>builder(
                m,
                DataLoader.of(ten(1), 5),
                _ -> {
                  throw new IllegalStateException("no");
                })
            .optimizer(SGD.of(m.parameters(), 1.0))
            .build();
    assertThatThrownBy(() -> trainer.validate(DataLoader.of(ten(1), 5))).hasMessage("no");
    assertThat(m.training()).isTrue();
    m.eval();
    assertThatThrownBy(() -> trainer.run(1)).hasMessageContaining("evaluation mode: call train()");
  }

  @Test
  void lastBatchOfOneExampleIsToldBeforeTheFirstStep() {
    Sequential m = normed();
    float[] before = m.parameter("0.weight").toFloats();
    assertThatThrownBy(() -> of(m, 3).run(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the last batch of each epoch, number 4")
        .hasMessageContaining("dropLast()");
    assertThat(m.parameter("0.weight").toFloats()).containsExactly(before);
    BatchNorm1d norm = m.module("1", BatchNorm1d.class);
    assertThat(Objects.requireNonNull(norm.numBatchesTracked()).itemLong()).isZero();
  }

  @Test
  void settingsThatDifferAreNamed() throws Exception {
    Linear m = zero();
    TrainingCheckpoint saved =
        of(m, DataLoader.of(ten(1), 4).shuffled(1)).accumulation(2).build().state();
    Trainer<TensorDataset.Batch> other =
        of(m, DataLoader.of(ten(1), 5).shuffled(2)).accumulation(3).build();
    assertThatThrownBy(() -> other.restore(saved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accumulation was 2, is 3")
        .hasMessageContaining("10 examples in batches of 4, shuffled by 1, is 10 examples")
        .hasMessageContaining("restoreWithOtherSettings");
    other.restoreWithOtherSettings(saved);
  }

  @Test
  void schedulesThatDifferAreNamed() {
    Linear m = zero();
    DataLoader<TensorDataset.Batch> loader = DataLoader.of(ten(1), 5);
    SGD sgd = SGD.of(m.parameters(), 1.0);
    TrainingCheckpoint saved =
        of(m, loader).optimizer(sgd).stepScheduler(StepLR.of(sgd, 2, 0.1)).build().state();
    assertThatThrownBy(() -> of(m, loader).build().restore(saved))
        .hasMessageContaining("stepScheduler was StepLR, is none");
    Trainer<TensorDataset.Batch> slower =
        of(m, loader).optimizer(sgd).stepScheduler(StepLR.of(sgd, 3, 0.1)).build();
    assertThatThrownBy(() -> slower.restore(saved)).hasMessageContaining("stepSize was 2, is 3");
    slower.restoreWithOtherSettings(saved);
    Trainer<TensorDataset.Batch> both =
        of(m, loader)
            .optimizer(sgd)
            .stepScheduler(StepLR.of(sgd, 2, 0.1))
            .epochScheduler(StepLR.of(sgd, 2, 0.1))
            .goal(Goal.highest("loss"))
            .clipNorm(1)
            .build();
    assertThatThrownBy(() -> both.restore(saved))
        .hasMessageContaining("clipNorm was Infinity, is 1.0")
        .hasMessageContaining("epochScheduler was none, is StepLR")
        .hasMessageContaining("goal was Goal{lowest loss, minDelta=0.0}, is Goal{highest loss");
    both.restoreWithOtherSettings(saved);
  }

  @Test
  void swappedParametersDoNotSwapTheirMoments() {
    Linear m = Linear.of(1, 1);
    DataLoader<TensorDataset.Batch> loader = DataLoader.of(ten(1), 5);
    TrainingCheckpoint saved = of(m, loader).build().state();
    List<Parameter> swapped = m.parameters().reversed();
    assertThatThrownBy(() -> of(m, loader).optimizer(SGD.of(swapped, 1.0)).build().restore(saved))
        .hasMessageContaining("parameter 0 was weight, is bias");
  }

  @Test
  void filesOfAnotherRunStay() throws Exception {
    Path file = folder.resolve("checkpoint");
    Path best = folder.resolve("best");
    Linear m = zero();
    UnaryOperator<TrainerBuilder<TensorDataset.Batch>> files = b -> b.checkpoint(file).best(best);
    Trainer<TensorDataset.Batch> first = files.apply(of(m, DataLoader.of(ten(1), 5))).build();
    first.run(1);
    byte[] bytes = Files.readAllBytes(file);
    assertThatThrownBy(() -> files.apply(of(zero(), DataLoader.of(ten(1), 5))).build().run(1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("existed before this run");
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    Trainer<TensorDataset.Batch> next = files.apply(of(zero(), DataLoader.of(ten(1), 5))).build();
    next.restore(TrainingCheckpoint.load(file));
    next.run(2);
    assertThatThrownBy(() -> first.run(2)).hasMessageContaining("changed by another program");
    assertThatThrownBy(() -> of(m, DataLoader.of(ten(1), 5)).checkpoint(file).best(file).build())
        .hasMessageContaining("checkpoint and best are the same file");
  }

  @ParameterizedTest
  @CsvSource({
    "epoch,99999999999",
    "epoch,-1",
    "batch,2147483648",
    "batch,-5",
    "batch,x",
    "history.epochs,-1",
    "history.epochs,99999999999",
    "optimizer.state.0.step,-7",
    "randoms.seed,1e9"
  })
  void tamperedCountsAreToldByTheirNames(String name, String value) {
    Linear m = zero();
    Trainer<TensorDataset.Batch> trainer = of(m, DataLoader.of(ten(1), 5)).build();
    TrainingCheckpoint saved = trainer.state().put(name, value);
    assertThatThrownBy(() -> trainer.restore(saved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name.substring(name.lastIndexOf('.') + 1))
        .hasMessageContaining(value);
  }

  @Test
  void scheduleOfAnotherKindIsRefused() {
    SGD sgd = SGD.of(zero().parameters(), 1.0);
    TrainingCheckpoint saved = StepLR.of(sgd, 2, 0.1).stateDict();
    assertThatThrownBy(() -> CosineAnnealingLR.of(sgd, 5, 0).loadStateDict(saved))
        .hasMessageContaining("the saved schedule is a StepLR, this one a CosineAnnealingLR");
  }

  @Test
  void plateauOfInfiniteMeasuresAsPyTorch() {
    SGD sgd = SGD.of(zero().parameters(), 1.0);
    ReduceLROnPlateau plateau =
        ReduceLROnPlateau.of(sgd, PlateauOptions.defaults().withPatience(1));
    double[] expected = {1, 0.1, 0.1, 0.01, 0.01};
    for (double lr : expected) {
      plateau.step(Double.POSITIVE_INFINITY);
      assertThat(sgd.groups().getFirst().lr()).isCloseTo(lr, within(1e-12));
    }
  }

  @Test
  void anInterruptedThreadStopsWithItsStateSaved() throws Exception {
    Path file = folder.resolve("checkpoint");
    Linear m = zero();
    Trainer<TensorDataset.Batch> trainer =
        of(m, DataLoader.of(ten(1), 2))
            .accumulation(2)
            .checkpoint(file)
            .listener(
                new TrainingListener() {
                  @Override
                  public void batchEnded(Progress progress) {
                    if (progress.batch() == 3) {
                      Thread.currentThread()
                          .interrupt(); // during a step, and before its file is written
                    }
                  }
                })
            .build();
    StopReason reason = trainer.run(2);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(reason).isEqualTo(StopReason.INTERRUPTED);
    TrainingCheckpoint saved = TrainingCheckpoint.load(file);
    assertThat(saved.count("batch")).isEqualTo(4);
    Linear resumed = zero();
    Trainer<TensorDataset.Batch> next =
        of(resumed, DataLoader.of(ten(1), 2)).accumulation(2).checkpoint(file).build();
    next.restore(saved);
    assertThat(next.run(2)).isEqualTo(StopReason.COMPLETED);
    Linear whole = zero();
    of(whole, DataLoader.of(ten(1), 2)).accumulation(2).build().run(2);
    assertThat(resumed.weight().item()).isEqualTo(whole.weight().item());
  }

  @Test
  void aThreadThatWasInterruptedBeforeTheRunSavesToo() throws Exception {
    Path file = folder.resolve("checkpoint");
    Trainer<TensorDataset.Batch> trainer =
        of(zero(), DataLoader.of(ten(1), 2)).checkpoint(file).build();
    Thread.currentThread().interrupt();
    StopReason reason = trainer.run(1);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(reason).isEqualTo(StopReason.INTERRUPTED);
    assertThat(TrainingCheckpoint.load(file).count("batch")).isZero();
  }

  @Test
  void theFirstLookLeavesNoTraceInATable() throws Exception {
    Embedding m = Embedding.of(2, 2, EmbeddingOptions.defaults().withMaxNorm(0.5));
    float[] before = m.weight().toFloats();
    assertThatThrownBy(
            () ->
                Trainer.builder(
                        m,
                        DataLoader.of(ten(1), 3),
                        b -> {
                          Tensor y = m.call(Tensor.ofLongs(0, 1));
                          if (b.size() == 1) {
                            throw new IllegalArgumentException("looked at");
                          }
                          return Scores.of(y.sum(), b.size());
                        })
                    .optimizer(SGD.of(m.parameters(), 1.0))
                    .build()
                    .run(1))
        .hasMessageContaining("looked at");
    assertThat(m.weight().toFloats()).isEqualTo(before);
  }
}
