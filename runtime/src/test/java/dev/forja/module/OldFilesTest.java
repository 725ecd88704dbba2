package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.NdArray;
import dev.forja.io.Safetensors;
import dev.forja.nn.BatchNorm1d;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batch norms can be loaded from files that lack their count, or store it in another type. */
class OldFilesTest {
  private static final String COUNT = "num_batches_tracked";

  @TempDir private Path folder;

  private static Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>(BatchNorm1d.of(2).stateDict());
    state.put("running_mean", Tensor.ones(2));
    return state;
  }

  private static long count(BatchNorm1d norm) {
    return Objects.requireNonNull(norm.numBatchesTracked()).itemLong();
  }

  @Test
  void countThatIsMissingStaysTheLayersOwn() {
    BatchNorm1d norm = BatchNorm1d.of(2);
    norm.call(Tensor.randn(4, 2));
    Map<String, Tensor> state = state();
    state.remove(COUNT);
    norm.loadStateDict(state);
    assertThat(count(norm)).isEqualTo(1);
    assertThat(Objects.requireNonNull(norm.runningMean()).toFloats()).containsOnly(1);
    state.remove("running_var");
    assertThatThrownBy(() -> norm.loadStateDict(state)).hasMessageContaining("running_var");
  }

  @Test
  void countOfAnotherTypeIsTakenWhereItSurvives() throws Exception {
    for (Tensor count : new Tensor[] {Tensor.of(new int[] {7}, new int[0]), Tensor.scalar(7)}) {
      Map<String, Tensor> state = state();
      state.put(COUNT, count);
      BatchNorm1d norm = BatchNorm1d.of(2);
      norm.loadStateDict(state);
      assertThat(count(norm)).isEqualTo(7);
      Path file = folder.resolve("a");
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      state.forEach((name, tensor) -> arrays.put(name, tensor.array()));
      Safetensors.save(file, arrays);
      BatchNorm1d fromFile = BatchNorm1d.of(2);
      fromFile.load(file);
      assertThat(count(fromFile)).isEqualTo(7);
    }
    Map<String, Tensor> half = state();
    half.put(COUNT, Tensor.scalar(0.5));
    assertThatThrownBy(() -> BatchNorm1d.of(2).loadStateDict(half)).hasMessageContaining(COUNT);
  }
}
