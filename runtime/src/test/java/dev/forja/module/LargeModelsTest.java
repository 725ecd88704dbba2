package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forja.array.NdArray;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsFile;
import dev.forja.nn.Linear;
import dev.forja.nn.ModuleList;
import dev.forja.tensor.Tensor;
import dev.forja.trace.Graph;
import dev.forja.trace.Trace;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Work on many names, modules and ops grows with their number and not with its square. The time
 * limits are far above what is needed on a slow machine, and far below what quadratic work takes.
 */
@Timeout(600)
final class LargeModelsTest {
  private static final int MANY = 100_000;
  private static final int MODULES = 10_000;

  @TempDir private Path folder;

  private static ModuleList<Linear> list() {
    return ModuleList.of(
        IntStream.range(0, MODULES).mapToObj(_ -> Linear.of(1, 1)).toArray(Linear[]::new));
  }

  private static Map<String, Tensor> named(String name) {
    Map<String, Tensor> state = new TreeMap<>();
    Tensor one = Tensor.ones(1);
    IntStream.range(0, MANY).forEach(i -> state.put(name.formatted(i), one));
    return state;
  }

  @Test
  void aHundredThousandNamesThatDoNotFitAreCountedAndNotListed() {
    ModuleList<Linear> model = list();
    assertThatThrownBy(() -> model.loadStateDict(named("layr%d.weight")))
        .isInstanceOf(LoadException.class)
        .hasMessageContaining("\"layr0.weight\"")
        .hasMessageContaining("and 19,900 more.")
        .hasMessageContaining("and 99,900 more.")
        .message()
        .hasSizeLessThan(20_000);
    LoadException refused =
        catchThrowableOfType(
            LoadException.class, () -> model.loadStateDict(named("layr%d.weight")));
    assertThat(refused.report().unexpected()).hasSize(MANY);
  }

  @Test
  void aHundredThousandTensorsAreWrittenAndRead() throws Exception {
    Path file = folder.resolve("many.safetensors");
    Map<String, NdArray> arrays = new TreeMap<>();
    named("layer.%d.weight").forEach((name, tensor) -> arrays.put(name, tensor.array()));
    Safetensors.save(file, arrays);
    try (SafetensorsFile read = SafetensorsFile.open(file)) {
      assertThat(read.entries()).hasSize(MANY);
    }
  }

  @Test
  void tenThousandModulesAreFoundReplacedSavedAndLoaded() throws Exception {
    ModuleList<Linear> model = list();
    for (int i = 0; i < MODULES; i++) {
      assertThat(model.module(Integer.toString(i))).isSameAs(model.get(i));
    }
    Map<String, Tensor> others = new TreeMap<>();
    model
        .namedParameters()
        .forEach((name, parameter) -> others.put(name, Tensor.ones(parameter.shape())));
    Tensor y = Functional.call(model, others, () -> model.get(MODULES - 1).call(Tensor.ones(1, 1)));
    assertThat(y.item()).isEqualTo(2);
    Path file = folder.resolve("model.safetensors");
    model.save(file);
    assertThat(list().load(file).isEmpty()).isTrue();
  }

  @Test
  void namesOfAnyLengthAreRefusedInTime() {
    Linear linear = Linear.of(1, 1);
    String name = "w".repeat(1_000_000);
    assertThatThrownBy(() -> linear.parameter(name)).hasMessageContaining("has no parameter");
    assertThatThrownBy(() -> linear.loadStateDict(Map.of(name, Tensor.ones(1))))
        .isInstanceOf(LoadException.class);
  }

  @Test
  void fiftyThousandOpsAreTracedAndRunOnPlannedMemory() throws Exception {
    int count = 50_000;
    Tensor one = Tensor.ones(1);
    Graph graph =
        Trace.record(
            () -> {
              Tensor sum = one;
              for (int i = 0; i < count; i++) {
                sum = sum.add(one);
              }
              return sum;
            });
    for (int run = 0; run < 3; run++) { // the first one plans the memory
      assertThat(graph.run().getFirst().item()).isEqualTo(count + 1f);
    }
  }
}
