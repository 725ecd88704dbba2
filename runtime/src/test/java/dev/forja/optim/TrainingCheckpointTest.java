package dev.forja.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCheckpointTest {
  @TempDir Path folder;

  @Test
  void keepsEveryBitThroughAFile() throws Exception {
    double third = 1.0 / 3;
    TrainingCheckpoint part = new TrainingCheckpoint().put("lr", third).put("on", true);
    TrainingCheckpoint run =
        new TrainingCheckpoint()
            .put("epoch", 1L << 60)
            .put("optimizer", part)
            .put("model", Map.of("weight", Tensor.vector(1, Float.MIN_VALUE)))
            .put("ids", Tensor.ofLongs(Long.MIN_VALUE));
    Path file = folder.resolve("run.safetensors");
    run.save(file);

    TrainingCheckpoint loaded = TrainingCheckpoint.load(file);
    assertThat(loaded.integer("epoch")).isEqualTo(1L << 60);
    assertThat(loaded.part("optimizer").number("lr")).isEqualTo(third);
    assertThat(loaded.part("optimizer").flag("on")).isTrue();
    assertThat(loaded.part("optimizer").has("epoch")).isFalse();
    assertThat(loaded.part("model").tensors()).containsOnlyKeys("weight");
    assertThat(loaded.tensors()).containsOnlyKeys("model.weight", "ids");
    Tensor weight = loaded.part("model").tensors().sequencedValues().getFirst();
    assertThat(weight.toFloats()).containsExactly(1, Float.MIN_VALUE);
  }

  @Test
  void namesTheValueThatIsMissing() {
    assertThatThrownBy(() -> new TrainingCheckpoint().put("a", 1).number("b"))
        .hasMessage("the checkpoint has no value 'b'; it has [a]");
  }
}
