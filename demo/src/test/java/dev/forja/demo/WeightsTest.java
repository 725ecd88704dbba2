package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.io.ModelFileException;
import dev.forja.module.CheckpointFile;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about weights that fit: its code, compiled and run. */
class WeightsTest {
  @TempDir private static Path weights;

  static final class Net {
    final Linear out;

    Net() {
      this(2);
    }

    Net(int width) {
      out = Linear.of(width, 3);
    }

    @Forward
    Tensor forward(@Shape("n _") Tensor x) {
      return out.call(x);
    }
  }

  @BeforeAll
  static void save() throws ModelFileException {
    WeightsTest_NetInvoker.of().save(weights.resolve("net.safetensors"));
  }

  // tag::test
  @Test
  void theWeightsFit() throws ModelFileException {
    CheckpointFile.check(weights.resolve("net.safetensors"), WeightsTest_NetInvoker.of());
  }

  // end::test

  @Test
  void otherWeightsDoNotFit() {
    assertThatThrownBy(
            () ->
                CheckpointFile.check(
                    weights.resolve("net.safetensors"), WeightsTest_NetInvoker.of(4)))
        .hasMessageContaining("out.weight");
    assertThatThrownBy(
            () ->
                CheckpointFile.check(
                    weights.resolve("other.safetensors"), WeightsTest_NetInvoker.of()))
        .isInstanceOf(ModelFileException.class);
  }

  @Test
  void thePageShowsThisCode() throws Exception {
    Shown.isOnPage(WeightsTest.class, "WEIGHTS.md", "test");
  }
}
