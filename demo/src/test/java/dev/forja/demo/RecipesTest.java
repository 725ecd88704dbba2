package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.Forward;
import dev.forja.HookScope;
import dev.forja.Shape;
import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.module.Summary;
import dev.forja.nn.Linear;
import dev.forja.onnx.exporter.OnnxExport;
import dev.forja.optim.AdamW;
import dev.forja.optim.CosineAnnealingLR;
import dev.forja.optim.GradClip;
import dev.forja.optim.LinearLR;
import dev.forja.optim.SequentialLR;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Randoms;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of recipes: its code, compiled and run. */
class RecipesTest {
  @TempDir Path folder;

  static final class Net {
    final Linear hidden = Linear.of(8, 16);
    Linear head;

    Net(int classes) {
      head = Linear.of(16, classes);
    }

    @Forward
    Tensor forward(@Shape("n 8") Tensor x) {
      return head.call(hidden.call(x).relu());
    }
  }

  private static DataLoader<Batch> loader(int classes) {
    Tensor labels = Tensor.of(LongStream.range(0, 64).map(i -> i % classes).toArray());
    return DataLoader.of(TensorDataset.of(Tensor.randn(64, 8), labels), 16);
  }

  @Test
  void aNewHeadIsTrainedOnFrozenLayers() {
    // tag::head
    RecipesTest_NetInvoker model = RecipesTest_NetInvoker.of(1000); // and its weights are loaded
    model.requiresGrad(false);
    model.replaceModule("head", Linear.of(16, 3)); // new, so it is trained
    List<Parameter> trained = model.parameters().stream().filter(Parameter::requiresGrad).toList();
    AdamW optimizer = AdamW.of(trained, 1e-3);
    // end::head
    assertThat(optimizer.parameters()).hasSize(2);
    assertThat(model.call(Tensor.randn(2, 8)).shape()).containsExactly(2, 3);
  }

  @Test
  void twoGroupsHaveRatesOfTheirOwn() {
    RecipesTest_NetInvoker model = RecipesTest_NetInvoker.of(3);
    // tag::groups
    AdamW optimizer = AdamW.of(model.head().parameters(), 1e-3);
    optimizer.addGroup(model.hidden().parameters(), AdamW.defaults().withLr(1e-5));
    // end::groups
    assertThat(optimizer.groups()).hasSize(2);
    assertThat(optimizer.groups().get(1).lr()).isEqualTo(1e-5);
  }

  @Test
  void aLoopWarmsUpClipsAndAccumulates() {
    RecipesTest_NetInvoker model = RecipesTest_NetInvoker.of(3);
    DataLoader<Batch> loader = loader(3);
    AdamW optimizer = AdamW.of(model.parameters(), 1e-2);
    // tag::loop
    int steps = 10 * loader.batches() / 2;
    SequentialLR schedule =
        SequentialLR.of(
            optimizer,
            List.of(
                o -> LinearLR.of(o, 0.1, 1, 4), // 4 steps of warm-up
                o -> CosineAnnealingLR.of(o, steps - 4, 0)),
            List.of(4));
    int batches = 0;
    for (int epoch = 0; epoch < 10; epoch++) {
      for (Batch batch : loader.epoch(epoch)) {
        model.call(batch.input()).crossEntropy(batch.target()).div(2).backward();
        if (++batches % 2 == 0) { // a step for each two batches
          GradClip.norm(model.parameters(), 1.0);
          optimizer.step();
          optimizer.zeroGrad();
          schedule.step();
        }
      }
    }
    // end::loop
    assertThat(batches).isEqualTo(2 * steps);
    assertThat(optimizer.groups().getFirst().lr()).isCloseTo(0, within(1e-9));
  }

  @Test
  void theFirstNaNIsFound() {
    RecipesTest_NetInvoker model = RecipesTest_NetInvoker.of(3);
    Tensor x = Tensor.full(new int[] {1, 8}, Double.NaN);
    List<String> found = new ArrayList<>();
    // tag::nan
    HookScope.on(Linear.CALL)
        .observeForward(
            (self, args, y) -> {
              if (Float.isNaN(y.sum().item())) {
                found.add(self.path());
              }
            })
        .run(() -> model.call(x));
    // end::nan
    assertThat(found).containsExactly("hidden", "head");
  }

  @Test
  void aSeedDecidesEverythingRandom() {
    // tag::seed
    Randoms.seed(42); // initial weights, dropout, Tensor.rand; a loader takes its own seed
    RecipesTest_NetInvoker one = RecipesTest_NetInvoker.of(3);
    Randoms.seed(42);
    RecipesTest_NetInvoker other = RecipesTest_NetInvoker.of(3);
    // end::seed
    Tensor x = Tensor.randn(2, 8);
    assertThat(one.call(x).toFloats()).isEqualTo(other.call(x).toFloats());
  }

  @Test
  void manyRowsAreComputedInBatches() {
    RecipesTest_NetInvoker model = RecipesTest_NetInvoker.of(3);
    Tensor rows = Tensor.randn(1000, 8);
    // tag::batches
    model.eval();
    List<Tensor> parts = new ArrayList<>();
    for (int first = 0; first < rows.size(0); first += 256) {
      Tensor part = rows.narrow(0, first, Math.min(256, rows.size(0) - first));
      parts.add(NoGrad.call(() -> model.call(part)));
    }
    Tensor scores = Tensor.cat(0, parts.toArray(new Tensor[0]));
    // end::batches
    assertThat(scores.toFloats()).isEqualTo(model.call(rows).toFloats());
  }

  @Test
  void vectorsAreCompared() {
    Tensor documents = Tensor.randn(100, 8);
    Tensor query = documents.narrow(0, 7, 1).mul(3);
    // tag::nearest
    Tensor near = documents.cosineSimilarity(query, 1, 1e-8); // query is [1, width]
    long[] best = near.topk(5).indices().toLongs();
    // end::nearest
    assertThat(best).hasSize(5).startsWith(7);
  }

  @Test
  void aRunGoesOnAfterARestart() throws Exception {
    RecipesTest_NetInvoker model = RecipesTest_NetInvoker.of(3);
    AdamW optimizer = AdamW.of(model.parameters(), 1e-2);
    model.call(Tensor.randn(4, 8)).sum().backward();
    optimizer.step();
    // tag::resume
    Path file = folder.resolve("run.safetensors");
    new TrainingCheckpoint() // written completely, or not at all
        .put("model", model.stateDict())
        .put("optimizer", optimizer.stateDict())
        .put("epoch", 3)
        .save(file);

    TrainingCheckpoint saved = TrainingCheckpoint.load(file);
    model.loadStateDict(saved.part("model").tensors());
    optimizer.loadStateDict(saved.part("optimizer"));
    int epoch = saved.count("epoch");
    // end::resume
    assertThat(epoch).isEqualTo(3);
  }

  @Test
  void aModelIsShownAndExported() throws Exception {
    RecipesTest_NetInvoker model = RecipesTest_NetInvoker.of(3);
    Tensor x = Tensor.randn(1, 8);
    // tag::export
    System.out.println(Summary.of(model, () -> model.call(x))); // shapes and numbers of parameters

    model.eval();
    Graph graph = NoGrad.call(() -> Trace.record(() -> model.call(x)));
    OnnxExport.of(graph).save(folder.resolve("net.onnx"));
    // end::export
    assertThat(folder.resolve("net.onnx")).isNotEmptyFile();
  }

  // tag::layer
  static final class Gated {
    final Linear value;
    final Linear gate;

    Gated(int in, int out) {
      value = Linear.of(in, out);
      gate = Linear.of(in, out);
    }

    @Forward
    Tensor forward(Tensor x) {
      return value.call(x).mul(gate.call(x).sigmoid());
    }
  }

  // end::layer

  @Test
  void aLayerOfYourOwnIsAModel() {
    assertThat(RecipesTest_GatedInvoker.of(4, 6).call(Tensor.randn(2, 4)).shape())
        .containsExactly(2, 6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "head", "groups", "loop", "nan", "seed", "batches", "nearest", "resume", "export", "layer"
      })
  void thePageShowsThisCode(String part) throws Exception {
    Shown.isOnPage(RecipesTest.class, "RECIPES.md", part);
  }
}
