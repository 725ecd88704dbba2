package dev.forja.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.module.Functional;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Layers whose calls change state change only their own, and completely. */
class StateInForwardTest {
  private static final EmbeddingOptions LIMITED = EmbeddingOptions.defaults().withMaxNorm(1.0);

  private static Embedding table() {
    Embedding embedding = Embedding.of(2, 2, LIMITED);
    embedding.weight().copyFrom(Tensor.of(new float[] {3, 4, 0.3f, 0.4f}, 2, 2));
    return embedding;
  }

  private static void reads(Tensor y) {
    float[] expected = {0.6f, 0.8f, 0.3f, 0.4f};
    for (int i = 0; i < 4; i++) {
      assertThat(y.toFloats()[i]).isCloseTo(expected[i], within(1e-6f));
    }
  }

  @Test
  void trainingScalesTheTableAsPyTorch() {
    Embedding embedding = table();
    reads(embedding.call(Tensor.ofLongs(0, 1)));
    reads(embedding.weight());
  }

  @Test
  void evaluationReadsScaledRowsAndLeavesTheTable() {
    Embedding embedding = table();
    embedding.eval();
    Tensor y = embedding.call(Tensor.ofLongs(0, 1));
    reads(y);
    assertThat(embedding.weight().toFloats()).containsExactly(3, 4, 0.3f, 0.4f);
    y.sum().backward();
    assertThat(Objects.requireNonNull(embedding.weight().grad()).toFloats()).containsOnly(1);
  }

  @Test
  void frozenTableStaysAsItIs() {
    Embedding embedding = table();
    embedding.weight().requiresGrad(false);
    reads(embedding.call(Tensor.ofLongs(0, 1)));
    assertThat(embedding.weight().toFloats()).containsExactly(3, 4, 0.3f, 0.4f);
  }

  @Test
  void tensorInThePlaceOfTheTableIsReadScaledAndNeitherChanges() {
    Embedding embedding = table();
    embedding.weight().copyFrom(Tensor.full(new int[] {2, 2}, 7));
    Tensor other = Tensor.of(new float[] {3, 4, 0.3f, 0.4f}, 2, 2);
    Map<String, Tensor> others = Map.of("weight", other);
    reads(Functional.call(embedding, others, () -> embedding.call(Tensor.ofLongs(0, 1))));
    assertThat(embedding.weight().toFloats()).containsOnly(7);
    assertThat(other.toFloats()).containsExactly(3, 4, 0.3f, 0.4f);
  }

  @Test
  void bagsReadTheSameByBothRoads() {
    for (EmbeddingBagMode mode : EmbeddingBagMode.values()) {
      EmbeddingOptions options = LIMITED.withPaddingIdx(1);
      EmbeddingBag bag =
          EmbeddingBag.of(5, 3, EmbeddingBagOptions.defaults().withMode(mode).withTable(options));
      Tensor ids = Tensor.of(new long[] {4, 1, 0, 2, 4, 4}, 2, 3);
      bag.eval();
      float[] read = bag.call(ids, null, null).toFloats();
      bag.train();
      assertThat(read).containsExactly(bag.call(ids, null, null).toFloats(), within(1e-6f));
    }
  }

  @Test
  void rowsAreScaledOnceWhateverTheThreads() throws Exception {
    Embedding embedding = Embedding.of(64, 16, LIMITED);
    embedding.weight().copyFrom(Tensor.full(new int[] {64, 16}, 5));
    Tensor ids = Tensor.arange(64);
    together(() -> embedding.call(ids));
    for (float value : embedding.weight().toFloats()) {
      assertThat(value).isCloseTo(0.25f, within(1e-6f));
    }
  }

  @Test
  void noBatchIsLostToTheRunningStatistics() throws Exception {
    BatchNorm1d norm = BatchNorm1d.of(2);
    Tensor x = Tensor.randn(8, 2);
    together(() -> NoGrad.call(() -> norm.call(x)));
    assertThat(Objects.requireNonNull(norm.numBatchesTracked()).itemLong()).isEqualTo(8 * 50);
  }

  private static void together(Runnable call) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        runs.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    call.run();
                  }
                }));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
  }

  @Test
  void statisticsOfOneValueOrNoneAreRefusedAndChangeNothing() {
    InstanceNorm2d norm =
        InstanceNorm2d.of(3, BatchNormOptions.defaults().withTrackRunningStats(true));
    for (int[] shape : new int[][] {{2, 3, 1, 1}, {0, 3, 4, 4}, {3, 1, 1}}) {
      assertThatThrownBy(() -> norm.call(Tensor.ones(shape)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("InstanceNorm2d: input ");
    }
    assertThat(Objects.requireNonNull(norm.runningMean()).toFloats()).containsOnly(0);
    assertThat(Objects.requireNonNull(norm.runningVar()).toFloats()).containsOnly(1);
    norm.eval();
    assertThat(norm.call(Tensor.ones(2, 3, 1, 1)).toFloats()).doesNotContain(Float.NaN);
    assertThatThrownBy(() -> InstanceNorm2d.of(3).call(Tensor.ones(2, 3, 1, 1)))
        .hasMessageContaining("one value for each channel");
  }

  @Test
  void gradientOfALimitedTableInTrainingIsThatOfItsRows() {
    Embedding embedding = table();
    embedding.call(Tensor.ofLongs(0, 0)).sum().backward();
    Parameter weight = embedding.weight();
    assertThat(Objects.requireNonNull(weight.grad()).toFloats()).containsExactly(2, 2, 0, 0);
  }
}
