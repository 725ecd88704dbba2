package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.DType;
import dev.forja.io.SafetensorsFile;
import dev.forja.models.Loader.Part;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.encoder.Architecture;
import dev.forja.models.encoder.Encoder;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All architectures, with what Transformers computed from the same weights; see {@code
 * src/test/encoders/generate.py}.
 */
@Tag("both-kernels")
class EncodersTest {
  static final Path CASES = Path.of("src/test/resources/dev/forja/models/encoder");
  private static final double MOST = 1e-5;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void everyArchitectureHasCasesOfEachPart() throws IOException {
    for (Architecture architecture : Architecture.values()) {
      for (String head : List.of("base", "sequence", "token")) {
        for (String side : List.of("none", "left", "right")) {
          assertThat(cases()).contains(architecture.modelType() + "-" + head + "-" + side);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOutputsAreThoseOfTransformers(String name) throws IOException {
    ModelFiles files = ModelFiles.inFolder(CASES.resolve(name));
    ModelConfig config = files.config(ModelFiles.CONFIG);
    try (SafetensorsFile judge = SafetensorsFile.open(CASES.resolve(name, "judge.safetensors"))) {
      Judged judged = new Judged(judge);
      Encoder encoder = Loader.load(files, "", config, Part.ENCODER);
      judged.compare(encoder, "hidden");
      Part head =
          switch (judge.metadata().getOrDefault("head", "")) {
            case "sequence" -> Part.SEQUENCE_CLASSIFIER;
            case "token" -> Part.TOKEN_CLASSIFIER;
            default -> Part.ENCODER;
          };
      if (head != Part.ENCODER) {
        judged.compare(Loader.load(files, "", config, head), "logits");
      }
    }
  }

  /** With dropout, attention is computed in parts; here it drops nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-token-left",
        "bert-relative_key-left",
        "roberta-token-right",
        "distilbert-token-left",
        "mpnet-token-right",
        "electra-token-left",
        "modernbert-local-0",
        "modernbert-token-left"
      })
  void trainingGivesTheSameOutputsAndGradientsForAllWeights(String name) throws IOException {
    ModelFiles files = ModelFiles.inFolder(CASES.resolve(name));
    ModelConfig config = files.config(ModelFiles.CONFIG);
    for (String option :
        List.of(
            "attention_probs_dropout_prob",
            "hidden_dropout_prob",
            "attention_dropout",
            "dropout",
            "mlp_dropout")) {
      config = config.with(option, 1e-12);
    }
    Encoder encoder = Loader.load(files, "", config, Part.TOKEN_CLASSIFIER);
    NeuralModule model = (NeuralModule) encoder;
    model.train();
    try (SafetensorsFile judge = SafetensorsFile.open(CASES.resolve(name, "judge.safetensors"))) {
      Judged judged = new Judged(judge);
      judged.compare(encoder, "logits");
      Tensor mask = judged.input("mask").to(DType.BOOL);
      Tensor scores = encoder.call(judged.input("ids"), mask, judged.input("types"));
      scores.maskedFill(mask.logicalNot().unsqueeze(-1), 0).square().sum().backward();
    }
    model
        .namedParameters()
        .forEach(
            (path, parameter) -> {
              // Tables of positions that relative ones replace.
              if (!(name.contains("relative") && path.endsWith("position_embeddings.weight"))) {
                Tensor gradient = Objects.requireNonNull(parameter.grad(), path);
                assertThat(gradient.toFloats()).as(path).doesNotContain(Float.NaN);
              }
            });
  }

  /** Inputs, and the outputs of the reference for them. */
  record Judged(SafetensorsFile file) {
    private Tensor input(String name) throws IOException {
      return Tensor.of(file.read(name));
    }

    void compare(Encoder model, String output) throws IOException {
      Tensor mask = input("mask").to(DType.BOOL);
      Tensor found = NoGrad.call(() -> model.call(input("ids"), mask, input("types")));
      Tensor wanted = input(output);
      assertThat(found.shape()).isEqualTo(wanted.shape());
      boolean[] counts = mask.toBooleans();
      boolean byToken = wanted.rank() == 3;
      float[] x = found.toFloats();
      float[] y = wanted.toFloats();
      int each = wanted.size(wanted.rank() - 1);
      for (int i = 0; i < x.length; i++) {
        if (!byToken || counts[i / each]) {
          assertThat((double) x[i]).as("%s %d", output, i).isCloseTo(y[i], within(MOST));
        }
      }
    }
  }
}
