package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of weights is compared with a module, and neither is changed. */
class CheckpointFileTest {
  @TempDir private Path folder;

  @Test
  void aFileThatWasSavedFits() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Models_MlpInvoker saved = Models_MlpInvoker.of(3, 4, 2);
    saved.save(file);
    Models_MlpInvoker other = Models_MlpInvoker.of(3, 4, 2);
    float[] before = other.hidden().weight().toFloats();
    CheckpointFile.check(file, other);
    assertThat(other.hidden().weight().toFloats()).isEqualTo(before);
  }

  @Test
  void allThatDiffersIsNamed() throws IOException {
    Path file = folder.resolve("net.safetensors");
    Models_MlpInvoker.of(3, 4, 2).save(file);
    assertThatThrownBy(() -> CheckpointFile.check(file, Models_MlpInvoker.of(3, 5, 2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("net.safetensors does not fit")
        .hasMessageContaining("size mismatch for hidden.weight: found shape [4, 3]")
        .hasMessageContaining("size mismatch for out.weight");
    assertThatThrownBy(() -> CheckpointFile.check(file, Models_TiedInvoker.of(2)))
        .hasMessageContaining("Missing key(s) in state_dict: \"decoder\", \"encoder.weight\".")
        .hasMessageContaining(
            "Unexpected key(s) in state_dict: \"hidden.bias\", \"hidden.weight\"");
  }
}
