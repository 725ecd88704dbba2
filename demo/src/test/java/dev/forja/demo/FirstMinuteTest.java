package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Forward;
import dev.forja.HookHandle;
import dev.forja.Shape;
import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.module.LoadReport;
import dev.forja.nn.Linear;
import dev.forja.optim.AdamW;
import dev.forja.optim.TrainingCheckpoint;
import dev.forja.tensor.Tensor;
import dev.forja.train.Goal;
import dev.forja.train.Metrics;
import dev.forja.train.Scores;
import dev.forja.train.Trainer;
import dev.forja.train.TrainingListener;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first minute, compiled and run; the documentation shows what stands here, word for word. */
class FirstMinuteTest {
  private final List<int[]> seen = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();

  // tag::model
  static final class Mlp {
    final Linear hidden;
    final Linear out;

    Mlp(int in, int width, int classes) {
      hidden = Linear.of(in, width);
      out = Linear.of(width, classes);
    }

    @Forward
    @Shape("n 10")
    Tensor forward(@Shape("n 784") Tensor images) {
      return out.call(hidden.call(images).relu());
    }
  }

  // end::model

  @Test
  void theFirstMinuteWorks(@TempDir Path directory) throws Exception {
    Tensor images = Tensor.randn(3, 784);
    Path file = directory.resolve("mlp.safetensors");
    // tag::use
    FirstMinuteTest_MlpInvoker model = FirstMinuteTest_MlpInvoker.of(784, 256, 10);
    Tensor logits = model.call(images); // typed, and free while nobody listens

    try (HookHandle _ =
        model.observeForward((self, args, result) -> seen.add(args.images().shape()))) {
      model.call(images);
    }
    model.registerForwardHook((self, args, result) -> result.div(2f)); // a transformer
    model.modules(Linear.class).forEach(l -> l.observeForward((self, args, y) -> log(self.path())));

    model.save(file); // safetensors, under PyTorch's names: hidden.weight, hidden.bias, ...
    LoadReport report = model.load(file); // checked first, committed after
    // end::use
    assertThat(seen).containsExactly(new int[] {3, 784});
    assertThat(model.call(images).toFloats()).isEqualTo(logits.div(2f).toFloats());
    assertThat(logged).containsExactly("hidden", "out");
    assertThat(report.isEmpty()).isTrue();
  }

  @Test
  void theTrainingLoopTrains(@TempDir Path directory) throws Exception {
    Path folder = directory;
    TensorDataset examples = digits(96);
    TensorDataset heldOut = digits(32);
    PrintWriter out = new PrintWriter(Writer.nullWriter());
    long seed = 1;
    FirstMinuteTest_MlpInvoker model = FirstMinuteTest_MlpInvoker.of(784, 16, 10);
    // tag::train
    Trainer<Batch> trainer =
        Trainer.builder(
                model,
                DataLoader.of(examples, 64).shuffled(seed),
                batch -> {
                  Tensor logits = model.call(batch.input());
                  return Scores.of(logits.crossEntropy(batch.target()), batch.size())
                      .withMetric("accuracy", Metrics.accuracy(logits, batch.target()));
                })
            .optimizer(AdamW.of(model.parameters(), 1e-3))
            .validation(DataLoader.of(heldOut, 256))
            .goal(Goal.highest("accuracy"))
            .earlyStopping(3)
            .best(folder.resolve("model.safetensors"))
            .checkpoint(folder.resolve("checkpoint.safetensors"))
            .listener(TrainingListener.printing(out))
            .build();
    trainer.run(20);
    // end::train
    assertThat(trainer.history().epochs()).isNotEmpty();
    assertThat(model.load(folder.resolve("model.safetensors")).isEmpty()).isTrue();
    trainer.restore(TrainingCheckpoint.load(folder.resolve("checkpoint.safetensors")));
  }

  private static TensorDataset digits(int n) {
    return TensorDataset.of(
        Tensor.randn(n, 784), Tensor.of(LongStream.range(0, n).map(i -> i % 10).toArray(), n));
  }

  private void log(String path) {
    logged.add(path);
  }

  @Test
  void theDocumentationShowsThisCode() throws Exception {
    Shown.isOnPage(FirstMinuteTest.class, "MODELS.md", "model");
    Shown.isOnPage(FirstMinuteTest.class, "MODELS.md", "use");
    Shown.isOnPage(FirstMinuteTest.class, "TRAINING.md", "train");
  }
}
