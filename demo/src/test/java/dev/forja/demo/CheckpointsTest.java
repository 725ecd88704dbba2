package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.TiedTo;
import dev.forja.array.NdArray;
import dev.forja.io.Safetensors;
import dev.forja.io.SafetensorsFile;
import dev.forja.module.LoadOptions;
import dev.forja.module.LoadReport;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.tensor.Parameter;
import dev.forja.tensor.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about checkpoints from elsewhere: its code, compiled and run. */
class CheckpointsTest {
  @TempDir Path folder;

  // tag::model
  static final class Encoder {
    final Linear dense = Linear.of(4, 8);
    final LayerNorm norm = LayerNorm.of(8);

    @Forward
    Tensor forward(@Shape("n 4") Tensor x) {
      return norm.call(dense.call(x));
    }
  }

  // end::model

  // tag::tied
  static final class LanguageModel {
    final Embedding tokens = Embedding.of(100, 8);

    @TiedTo("tokens.weight")
    final Parameter head = tokens.weight();

    @Forward
    Tensor forward(@Shape("l") Tensor ids) {
      return tokens.call(ids).matmul(head.transpose(0, 1));
    }
  }

  // end::tied

  /** A file with the values of another encoder, under other names. */
  private Path file(CheckpointsTest_EncoderInvoker source, UnaryOperator<String> names)
      throws Exception {
    Map<String, NdArray> tensors = new LinkedHashMap<>();
    source.stateDict().forEach((name, tensor) -> tensors.put(names.apply(name), tensor.array()));
    Path path = folder.resolve("model.safetensors");
    Safetensors.save(path, tensors);
    return path;
  }

  private static void expectSame(
      CheckpointsTest_EncoderInvoker loaded, CheckpointsTest_EncoderInvoker source) {
    Tensor x = Tensor.rand(3, 4);
    assertThat(loaded.call(x).toFloats()).isEqualTo(source.call(x).toFloats());
  }

  @Test
  void loadsWhatHasTheNamesOfTheModel() throws Exception {
    CheckpointsTest_EncoderInvoker source = CheckpointsTest_EncoderInvoker.of();
    Path path = file(source, name -> name);
    // tag::names
    CheckpointsTest_EncoderInvoker encoder = CheckpointsTest_EncoderInvoker.of();
    System.out.println(encoder.stateDict().keySet()); // dense.weight, dense.bias, norm.weight, ...
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      file.entries().forEach(e -> System.out.println(e.name() + " " + e.shape()));
    }
    // end::names
    // tag::load
    encoder.load(path);
    // end::load
    expectSame(encoder, source);
  }

  @Test
  void loadsBelowAPrefix() throws Exception {
    CheckpointsTest_EncoderInvoker source = CheckpointsTest_EncoderInvoker.of();
    CheckpointsTest_EncoderInvoker encoder = CheckpointsTest_EncoderInvoker.of();
    Path path = file(source, name -> "model.encoder." + name);
    // tag::prefix
    encoder.load(path, LoadOptions.defaults().withPrefix("model.encoder."));
    // end::prefix
    expectSame(encoder, source);
  }

  @Test
  void loadsOtherNames() throws Exception {
    CheckpointsTest_EncoderInvoker source = CheckpointsTest_EncoderInvoker.of();
    CheckpointsTest_EncoderInvoker encoder = CheckpointsTest_EncoderInvoker.of();
    Path path =
        file(
            source,
            name -> name.replace("norm.weight", "norm.gamma").replace("norm.bias", "norm.beta"));
    // tag::renaming
    encoder.load(
        path,
        LoadOptions.defaults()
            .withRenaming(name -> name.replace("gamma", "weight").replace("beta", "bias")));
    // end::renaming
    expectSame(encoder, source);
  }

  @Test
  void loadsWhatLacksANameAndHasAnother() throws Exception {
    CheckpointsTest_EncoderInvoker source = CheckpointsTest_EncoderInvoker.of();
    CheckpointsTest_EncoderInvoker encoder = CheckpointsTest_EncoderInvoker.of();
    Path path = file(source, name -> name.equals("norm.bias") ? "pooler.dense.bias" : name);
    // tag::allowed
    LoadReport report =
        encoder.load(
            path,
            LoadOptions.defaults()
                .withAllowedMissing("norm.bias")
                .withAllowedUnexpected("pooler.**", "head.**"));
    // end::allowed
    assertThat(report.missing()).containsExactly("norm.bias");
    assertThat(report.unexpected()).containsExactly("pooler.dense.bias");
    expectSame(encoder, source);
  }

  @Test
  void aTiedHeadIsLoadedFromEitherName() throws Exception {
    CheckpointsTest_LanguageModelInvoker source = CheckpointsTest_LanguageModelInvoker.of();
    Tensor ids = Tensor.ofLongs(1, 2, 3);
    NdArray weight = source.parameter("tokens.weight").array();
    for (Map<String, NdArray> tensors :
        List.of(Map.of("tokens.weight", weight), Map.of("tokens.weight", weight, "head", weight))) {
      Path path = folder.resolve("tied.safetensors");
      Safetensors.save(path, tensors);
      CheckpointsTest_LanguageModelInvoker loaded = CheckpointsTest_LanguageModelInvoker.of();
      loaded.load(path);
      assertThat(loaded.call(ids).toFloats()).isEqualTo(source.call(ids).toFloats());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "names", "load", "prefix", "renaming", "allowed", "tied"})
  void thePageShowsThisCode(String part) throws Exception {
    Shown.isOnPage(CheckpointsTest.class, "CHECKPOINTS.md", part);
  }
}
