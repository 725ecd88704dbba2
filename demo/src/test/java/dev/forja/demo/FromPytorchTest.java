package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Forward;
import dev.forja.HookHandle;
import dev.forja.Shape;
import dev.forja.data.DataLoader;
import dev.forja.data.TensorDataset;
import dev.forja.data.TensorDataset.Batch;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.optim.AdamW;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people who know PyTorch: its code, compiled and run. */
class FromPytorchTest {
  private final List<String> printed = new ArrayList<>();

  // tag::module
  static final class Net {
    final Linear hidden;
    final Dropout dropout = Dropout.of(0.1);
    final Linear out;

    Net(int width) {
      hidden = Linear.of(784, width);
      out = Linear.of(width, 10);
    }

    @Forward
    Tensor forward(@Shape("n 784") Tensor images) {
      return out.call(dropout.call(hidden.call(images).relu()));
    }
  }

  // end::module

  @Test
  void aModelIsCalledTrainedAndEvaluated() {
    // tag::call
    FromPytorchTest_NetInvoker model = FromPytorchTest_NetInvoker.of(128);
    Tensor scores = model.call(Tensor.randn(32, 784));
    System.out.println(model);
    // end::call
    assertThat(scores.shape()).containsExactly(32, 10);
    assertThat(model.toString()).contains("hidden", "Dropout", "Linear");

    Tensor images = Tensor.randn(64, 784);
    Tensor labels = Tensor.of(LongStream.range(0, 64).map(i -> i % 10).toArray());
    model.eval();
    float before = model.call(images).crossEntropy(labels).item();
    // tag::train
    AdamW optimizer = AdamW.of(model.parameters(), 1e-3);
    DataLoader<Batch> loader = DataLoader.of(TensorDataset.of(images, labels), 32).shuffled(1);
    model.train();
    for (int epoch = 0; epoch < 3; epoch++) {
      for (Batch batch : loader.epoch(epoch)) {
        Tensor loss = model.call(batch.input()).crossEntropy(batch.target());
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
      }
    }
    // end::train
    // tag::evaluate
    model.eval();
    Tensor classes = NoGrad.call(() -> model.call(images)).argmax(1);
    long[] numbers = classes.toLongs();
    // end::evaluate
    assertThat(numbers).hasSize(64);
    assertThat(model.call(images).crossEntropy(labels).item()).isLessThan(before);
  }

  @Test
  void stateHooksAndParameters(@TempDir Path folder) throws Exception {
    FromPytorchTest_NetInvoker model = FromPytorchTest_NetInvoker.of(16);
    Tensor images = Tensor.randn(2, 784);
    // tag::save
    model.save(folder.resolve("net.safetensors"));
    model.load(folder.resolve("net.safetensors"));
    SequencedMap<String, Tensor> state = model.stateDict(); // hidden.weight, hidden.bias, ...
    // end::save
    assertThat(state.keySet())
        .containsExactly("hidden.weight", "hidden.bias", "out.weight", "out.bias");
    // tag::hooks
    try (HookHandle _ =
        model.module("hidden", Linear.class).observeForward((self, args, y) -> print(y.shape()))) {
      model.call(images);
    }
    // end::hooks
    // tag::parameters
    model.namedParameters().forEach((name, parameter) -> print(name, parameter.shape()));
    long total = model.parameterCount();
    model.module("hidden", Linear.class).requiresGrad(false);
    // end::parameters
    assertThat(printed)
        .containsExactly(
            "[2, 16]",
            "hidden.weight [16, 784]",
            "hidden.bias [16]",
            "out.weight [10, 16]",
            "out.bias [10]");
    assertThat(total).isEqualTo(16 * 784 + 16 + 10 * 16 + 10);
    assertThat(model.parameter("hidden.weight").requiresGrad()).isFalse();
    assertThat(model.parameter("out.weight").requiresGrad()).isTrue();
  }

  private void print(Object... what) {
    printed.add(
        Stream.of(what)
            .map(part -> part instanceof int[] shape ? Arrays.toString(shape) : part.toString())
            .collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"module", "call", "train", "evaluate", "save", "hooks", "parameters"})
  void thePageShowsThisCode(String part) throws Exception {
    Shown.isOnPage(FromPytorchTest.class, "FROM-PYTORCH.md", part);
  }
}
