package dev.forja.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.HookHandle;
import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.io.SafetensorsException;
import dev.forja.io.SafetensorsFile;
import dev.forja.nn.BatchNorm2d;
import dev.forja.nn.Conv2d;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.EmbeddingOptions;
import dev.forja.nn.Flatten;
import dev.forja.nn.LSTM;
import dev.forja.nn.Linear;
import dev.forja.nn.MaxPool2d;
import dev.forja.nn.ReLU;
import dev.forja.nn.Sequential;
import dev.forja.nn.TransformerEncoderLayer;
import dev.forja.optim.AdamW;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the statements of docs/THREADS.md about models, their state and their files. */
class ThreadsTest {
  private static final int THREADS = 4;

  @TempDir private Path folder;

  private static Sequential images() {
    Sequential model =
        Sequential.of(
            Conv2d.of(1, 4, 3),
            BatchNorm2d.of(4),
            ReLU.of(),
            MaxPool2d.of(2),
            Flatten.of(),
            Dropout.of(0.5),
            Linear.of(4 * 11 * 11, 32),
            ReLU.of(),
            Linear.of(32, 10));
    model.eval();
    return model;
  }

  private static void sameBits(float[] expected, List<float[]> found) {
    for (float[] each : found) {
      assertThat(each).isEqualTo(expected);
    }
  }

  @Test
  void callsInEvaluationModeGiveTheSameBitsFromAnyThread() throws Exception {
    Sequential images = images();
    Tensor x = Tensor.randn(8, 1, 24, 24);
    Embedding table = Embedding.of(20, 16, EmbeddingOptions.defaults().withMaxNorm(1.0));
    TransformerEncoderLayer layer = TransformerEncoderLayer.of(16, 4);
    LSTM recurrent = LSTM.of(16, 16);
    table.eval();
    layer.eval();
    recurrent.eval();
    Tensor ids = Tensor.of(new long[] {1, 5, 3, 3, 0, 19}, 3, 2);
    for (int round = 0; round < 3; round++) { // before weights are packed, and after
      sameBits(
          images.call(x).toFloats(), AtOnce.onThreads(THREADS, () -> images.call(x).toFloats()));
      sameBits(
          recurrent.call(layer.call(table.call(ids), null, null), null, null).output().toFloats(),
          AtOnce.onThreads(
              THREADS,
              () ->
                  recurrent
                      .call(layer.call(table.call(ids), null, null), null, null)
                      .output()
                      .toFloats()));
    }
  }

  @Test
  void callsInWorkspacesOfTheirThreadsGiveTheSameBits() throws Exception {
    Sequential model = images();
    Tensor x = Tensor.randn(8, 1, 24, 24);
    float[] expected = model.call(x).toFloats();
    sameBits(
        expected,
        AtOnce.onThreads(
            THREADS,
            () -> {
              float[] last = {};
              for (int i = 0; i < 5; i++) {
                try (Workspace _ = Workspace.open()) {
                  last = model.call(x).toFloats();
                }
              }
              return last;
            }));
  }

  @Test
  void gradientsOfInputsFlowThroughOneFrozenModelAtOnce() throws Exception {
    Sequential model = images();
    model.requiresGrad(false);
    float[] values = Tensor.randn(2, 1, 24, 24).toFloats();
    Callable<float[]> gradient =
        () -> {
          Tensor x = Tensor.of(values, 2, 1, 24, 24).requiresGrad(true);
          model.call(x).square().sum().backward();
          return Objects.requireNonNull(x.grad()).toFloats();
        };
    sameBits(gradient.call(), AtOnce.onThreads(THREADS, gradient));
  }

  @Test
  void trainingModelsOfTheirOwnAtOnceGivesTheBitsOfTrainingAlone() throws Exception {
    Callable<float[]> training =
        () ->
            Randoms.callWith(
                new Philox(3),
                () -> {
                  Sequential model = images();
                  model.train();
                  AdamW optimizer = AdamW.of(model.parameters(), 1e-3);
                  for (int step = 0; step < 2; step++) {
                    optimizer.zeroGrad();
                    model.call(Tensor.randn(4, 1, 24, 24)).square().mean().backward();
                    optimizer.step();
                  }
                  return model.parameters().getFirst().toFloats();
                });
    sameBits(training.call(), AtOnce.onThreads(THREADS, training));
  }

  @Test
  void hooksComeAndGoWhileOthersCall() throws Exception {
    Sequential model = images();
    Linear last = model.module("8", Linear.class);
    Tensor x = Tensor.randn(2, 1, 24, 24);
    float[] expected = model.call(x).toFloats();
    AtOnce.besides(
        () -> {
          try (HookHandle handle = last.observeForward((self, args, result) -> {})) {
            assertThat(handle.isActive()).isTrue();
          }
          return null;
        },
        () -> {
          sameBits(expected, AtOnce.onThreads(THREADS, () -> model.call(x).toFloats()));
          return null;
        });
    assertThat(last.callHooks().list()).isEmpty();
  }

  @Test
  void callsAfterALoadUseItWhateverWasCalledMeanwhile() throws Exception {
    Sequential model = images();
    Tensor x = Tensor.randn(8, 1, 24, 24);
    List<Path> files = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Sequential other = images();
      files.add(folder.resolve("m" + i));
      other.save(files.get(i));
      expected.add(other.call(x).toFloats());
    }
    AtOnce.besides(
        () -> NoGrad.call(() -> model.call(x)),
        () -> {
          for (int i = 0; i < 20; i++) {
            model.load(files.get(i % 2));
            for (int call = 0; call < 3; call++) {
              assertThat(model.call(x).toFloats()).isEqualTo(expected.get(i % 2));
            }
          }
          return null;
        });
  }

  @Test
  void filesSavedWhileOthersCallAreWhole() throws Exception {
    Sequential model = images();
    Tensor x = Tensor.randn(2, 1, 24, 24);
    Path alone = folder.resolve("alone");
    model.save(alone);
    AtOnce.besides(
        () -> model.call(x),
        () -> {
          for (int i = 0; i < 5; i++) {
            Path file = folder.resolve("saved");
            model.save(file);
            assertThat(Files.mismatch(alone, file)).isEqualTo(-1);
          }
          return null;
        });
  }

  @Test
  void oneFileIsWrittenWholeByOneOfManyWriters() throws Exception {
    Path file = folder.resolve("shared");
    AtomicInteger next = new AtomicInteger();
    AtOnce.onThreads(
        THREADS,
        () -> {
          Linear model = Linear.of(50, 50);
          float mark = next.incrementAndGet();
          model.weight().copyFrom(Tensor.full(new int[] {50, 50}, mark));
          model.save(file);
          return mark;
        });
    Linear read = Linear.of(50, 50);
    read.load(file);
    assertThat(read.weight().toFloats()).containsOnly(read.weight().toFloats()[0]);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void oneGraphRunsOnSeveralThreads() throws Exception {
    Sequential model = images();
    Tensor x = Tensor.randn(2, 1, 24, 24);
    Graph graph = NoGrad.call(() -> Trace.record(() -> model.call(x)));
    float[] expected = graph.run(x).getFirst().toFloats();
    sameBits(expected, AtOnce.onThreads(THREADS, () -> graph.run(x).getFirst().toFloats()));
  }

  @Test
  void drawsOfSeveralThreadsAreThoseOfOneInSomeOrder() throws Exception {
    Philox alone = new Philox(5);
    Set<Long> expected = new HashSet<>();
    for (int i = 0; i < 2 * THREADS * 500; i++) {
      expected.add(alone.nextLong());
    }
    Philox shared = new Philox(5);
    Set<Long> drawn = new HashSet<>();
    for (List<Long> part :
        AtOnce.onThreads(THREADS, () -> Stream.generate(shared::nextLong).limit(500).toList())) {
      drawn.addAll(part);
    }
    assertThat(drawn).isEqualTo(expected).hasSize(2 * THREADS * 500);
  }

  @Test
  void loopsOverOneEpochGiveTheSameBatches() throws Exception {
    DataLoader<TensorDataset.Batch> loader =
        DataLoader.of(TensorDataset.of(Tensor.arange(9), Tensor.arange(9)), 9).shuffled(1);
    List<Long> expected = longs(loader.epoch(3).iterator().next());
    assertThat(AtOnce.onThreads(THREADS, () -> longs(loader.epoch(3).iterator().next())))
        .containsOnly(expected);
    assertThatThrownBy(() -> loader.epoch(0, -1)).hasMessageContaining("firstBatch is -1");
  }

  private static List<Long> longs(TensorDataset.Batch batch) {
    return Arrays.stream(batch.input().toLongs()).boxed().toList();
  }

  @Test
  void anInterruptedThreadComputesOnAndStaysInterrupted() {
    Tensor a = Tensor.randn(300, 300);
    float[] expected = a.matmul(a).toFloats();
    Sequential model = images();
    Tensor x = Tensor.randn(8, 1, 24, 24).requiresGrad(true);
    Thread.currentThread().interrupt();
    float[] product = a.matmul(a).toFloats();
    model.call(x).sum().backward();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(product).isEqualTo(expected);
    assertThat(x.grad()).isNotNull();
  }

  @Test
  void anInterruptedThreadReadsAnOpenFileButOpensNone() throws Exception {
    Path file = folder.resolve("m");
    images().save(file);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      Thread.currentThread().interrupt();
      int count = open.read("8.weight").count();
      assertThatThrownBy(() -> SafetensorsFile.open(file))
          .isInstanceOf(SafetensorsException.class)
          .hasMessageContaining("the thread is interrupted");
      assertThat(Thread.interrupted()).isTrue();
      assertThat(count).isEqualTo(320);
      assertThat(open.read("8.bias").count()).isEqualTo(10); // it is still open for others
    }
  }
}
