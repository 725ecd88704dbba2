package dev.forja.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.array.DType;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsEntry;
import dev.forja.io.SafetensorsFile;
import dev.forja.nn.Linear;
import dev.forja.nn.Sequential;
import dev.forja.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaveLoadTest {
  @TempDir Path folder;

  @Test
  void whatIsSavedIsLoadedBitByBit() throws Exception {
    Path file = folder.resolve("everything.safetensors");
    Models_EverythingInvoker saved = Models_EverythingInvoker.of();
    saved.save(file);
    Models_EverythingInvoker loaded = Models_EverythingInvoker.of();
    assertThat(loaded.load(file).isEmpty()).isTrue();
    Tensor x = Tensor.randn(5, 2);
    assertThat(loaded.call(x).toFloats()).containsExactly(saved.call(x).toFloats());
    saved
        .stateDict()
        .forEach(
            (name, tensor) ->
                assertThat(loaded.stateDict().get(name))
                    .extracting(Tensor::toFloats)
                    .isEqualTo(tensor.toFloats()));
  }

  /** As in safetensors.torch.save_model, the alphabetically first name is kept. */
  @Test
  void tiedTensorsAreWrittenOnceWithTheirOtherNamesInTheMetadata() throws Exception {
    Path file = folder.resolve("tied.safetensors");
    Models_TiedInvoker tied = Models_TiedInvoker.of(3);
    tied.save(file);
    try (SafetensorsFile open = SafetensorsFile.open(file)) {
      assertThat(open.entries()).extracting(SafetensorsEntry::name).containsExactly("decoder");
      assertThat(open.metadata())
          .containsExactlyInAnyOrderEntriesOf(Map.of("encoder.weight", "decoder", "format", "pt"));
    }
    Models_TiedInvoker loaded = Models_TiedInvoker.of(3);
    assertThat(loaded.load(file).isEmpty()).isTrue();
    assertThat(loaded.decoder().toFloats()).containsExactly(tied.decoder().toFloats());
  }

  @Test
  void anAliasInTheMetadataFillsATensorThatIsNotTiedHere() throws Exception {
    Path file = folder.resolve("alias.safetensors");
    Tensor weight = Tensor.randn(2, 2);
    Safetensors.save(file, Map.of("0.weight", weight.array()), Map.of("1.weight", "0.weight"));
    Sequential untied = Sequential.of(Linear.of(2, 2, false), Linear.of(2, 2, false));
    untied.load(file);
    assertThat(untied.parameters())
        .hasSize(2)
        .allSatisfy(p -> assertThat(p.toFloats()).containsExactly(weight.toFloats()));
  }

  @Test
  void halvesInAFileBecomeFloats() throws Exception {
    Path file = folder.resolve("half.safetensors");
    Tensor weight = Tensor.randn(2, 3).to(DType.F16);
    Tensor bias = Tensor.randn(2).to(DType.BF16);
    Safetensors.save(file, Map.of("weight", weight.array(), "bias", bias.array()));
    Linear linear = Linear.of(3, 2);
    linear.load(file);
    assertThat(linear.weight().toFloats()).containsExactly(weight.toFloats());
    assertThat(linear.bias()).isNotNull().extracting(Tensor::toFloats).isEqualTo(bias.toFloats());
  }

  @Test
  void aFileThatDoesNotFitChangesNothing() throws Exception {
    Path file = folder.resolve("other.safetensors");
    Linear.of(3, 5).save(file);
    Linear linear = Linear.of(3, 4);
    float[] before = linear.weight().toFloats();
    assertThatThrownBy(() -> linear.load(file))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageStartingWith(file + ": Error(s) in loading state_dict for Linear")
        .hasMessageContaining("size mismatch for weight: found shape [5, 3]");
    assertThat(linear.weight().toFloats()).containsExactly(before);

    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> linear.load(file)).hasMessageContaining("other.safetensors");
  }

  @Test
  void notStrictLoadsWhatIsThere() throws Exception {
    Path file = folder.resolve("bare.safetensors");
    Linear bare = Linear.of(3, 4, false);
    bare.save(file);
    Linear linear = Linear.of(3, 4);
    LoadReport report = linear.load(file, LoadOptions.defaults().withStrict(false));
    assertThat(report.missing()).containsExactly("bias");
    assertThat(linear.weight().toFloats()).containsExactly(bare.weight().toFloats());
  }
}
