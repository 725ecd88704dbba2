package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.forja.array.DType;
import dev.forja.io.SafetensorsFile;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.DecoderArchitecture;
import dev.forja.models.decoder.KvCache;
import dev.forja.module.NeuralModule;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * All decoders, with what Transformers computed from the same weights; see {@code
 * src/test/decoders/generate.py}.
 */
@Tag("both-kernels")
class DecodersTest {
  static final Path CASES = Path.of("src/test/resources/dev/forja/models/decoder");

  /** Of the largest score: both sides add up float32 numbers in orders of their own. */
  private static final double MOST = 2e-5;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  /** A model with the inputs and the answers of the reference. */
  record Case(Decoder decoder, SafetensorsFile judge) implements AutoCloseable {
    static Case of(String name) throws IOException {
      ModelFiles files = ModelFiles.inFolder(CASES.resolve(name));
      Decoder decoder = DecoderLoader.load(files, "", files.config(ModelFiles.CONFIG));
      return new Case(decoder, SafetensorsFile.open(CASES.resolve(name, "judge.safetensors")));
    }

    Tensor given(String name) throws IOException {
      return Tensor.of(judge.read(name));
    }

    boolean has(String name) {
      return judge.entries().stream().anyMatch(entry -> entry.name().equals(name));
    }

    @Nullable Tensor mask() throws IOException {
      Tensor mask = given("mask").to(DType.BOOL);
      return mask.all().item() == 1 ? null : mask;
    }

    @Override
    public void close() {
      judge.close();
    }
  }

  private static void assertScores(Tensor found, Tensor wanted, Tensor mask) {
    assertThat(found.shape()).isEqualTo(wanted.shape());
    double scale = wanted.abs().max().item();
    boolean[] counts = mask.toBooleans();
    float[] x = found.toFloats();
    float[] y = wanted.toFloats();
    for (int i = 0; i < x.length; i++) {
      if (counts[i / wanted.size(2)]) {
        assertThat((double) x[i]).as("score %d", i).isCloseTo(y[i], within(MOST * scale));
      }
    }
  }

  @Test
  void everyArchitectureHasCasesWithAndWithoutPadding() throws IOException {
    for (DecoderArchitecture architecture : DecoderArchitecture.values()) {
      assertThat(cases())
          .contains(architecture.modelType() + "-none", architecture.modelType() + "-left");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theScoresAreThoseOfTransformers(String name) throws IOException {
    try (Case one = Case.of(name)) {
      Tensor ids = one.given("ids");
      Tensor mask = one.mask();
      Tensor all = NoGrad.call(() -> one.decoder().call(ids, mask, null, 0));
      assertScores(all, one.given("logits"), one.given("mask").to(DType.BOOL));
      Tensor last = NoGrad.call(() -> one.decoder().call(ids, mask, null, 1));
      assertThat(last.toFloats()).isEqualTo(all.narrow(1, ids.size(1) - 1, 1).toFloats());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void chunksOfEveryLengthGiveTheScoresOfTheWhole(String name) throws IOException {
    if (name.matches("rope-(dynamic|longrope)-long")) {
      return; // whose keys turn by the length so far
    }
    try (Case one = Case.of(name)) {
      Tensor ids = one.given("ids");
      Tensor mask = one.mask();
      int length = ids.size(1);
      Tensor tokens = one.given("mask").to(DType.BOOL);
      Tensor whole = one.given("logits");
      for (int size = 1; size < length; size += size < 4 ? 1 : 3) {
        KvCache cache = size % 2 == 0 ? KvCache.growing() : KvCache.ofCapacity(length);
        for (int from = 0; from < length; from += size) {
          int more = Math.min(size, length - from);
          int at = from;
          Tensor part = mask == null ? null : mask.narrow(1, from, more);
          Tensor found =
              NoGrad.call(() -> one.decoder().call(ids.narrow(1, at, more), part, cache, 0));
          assertScores(found, whole.narrow(1, from, more), tokens.narrow(1, from, more));
        }
        assertThat(cache.length()).isEqualTo(length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void greedyChoiceWritesTheSameWithAndWithoutCache(String name) throws IOException {
    try (Case one = Case.of(name)) {
      if (!one.has("greedy")) {
        return;
      }
      long[] wanted = one.given("greedy").toLongs();
      assertThat(greedy(one, true)).as("with a cache").isEqualTo(wanted);
      if (!name.startsWith("rope-dynamic") && !name.startsWith("rope-longrope")) {
        assertThat(greedy(one, false)).as("without a cache").isEqualTo(wanted);
      }
    }
  }

  private static long[] greedy(Case one, boolean cached) throws IOException {
    Tensor ids = one.given("ids");
    Tensor mask = one.mask();
    int prompt = ids.size(1);
    int more = one.given("greedy").size(1);
    KvCache cache = cached ? KvCache.ofCapacity(prompt + more) : null;
    Tensor next = ids;
    for (int i = 0; i < more; i++) {
      Tensor given = cached ? next : ids;
      Tensor tokens = cached && i > 0 ? null : mask;
      Tensor scores = NoGrad.call(() -> one.decoder().call(given, tokens, cache, 1));
      next = scores.squeeze(1).argmax(1).unsqueeze(1);
      ids = Tensor.cat(1, ids, next);
      mask = mask == null ? null : Tensor.cat(1, mask, Tensor.ones(ids.size(0), 1).gt(0));
    }
    return ids.narrow(1, prompt, more).toLongs();
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama-left", "gemma2-left", "gpt2-left"})
  void theGradientsAreThoseOfTransformers(String name) throws IOException {
    try (Case one = Case.of(name)) {
      Tensor mask = Objects.requireNonNull(one.mask());
      Tensor scores = one.decoder().call(one.given("ids"), mask, null, 0);
      scores.maskedFill(mask.logicalNot().unsqueeze(-1), 0).square().sum().backward();
      NeuralModule model = (NeuralModule) one.decoder();
      int compared = 0;
      for (var parameter : model.namedParameters().entrySet()) {
        Tensor wanted = one.given("gradient." + parameter.getKey());
        Tensor found = Objects.requireNonNull(parameter.getValue().grad(), parameter.getKey());
        double scale = wanted.abs().max().item();
        assertThat((double) found.sub(wanted).abs().max().item())
            .as(parameter.getKey())
            .isLessThanOrEqualTo(1e-4 * scale + 1e-6);
        compared++;
      }
      assertThat(compared).isGreaterThan(10);
    }
  }

  /** With dropout, attention is computed in parts; here it drops nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"llama-left", "mistral-window", "phi3-none", "gpt2-left", "qwen3-none"})
  void trainingGivesTheSameScores(String name) throws IOException {
    ModelFiles files = ModelFiles.inFolder(CASES.resolve(name));
    ModelConfig config = files.config(ModelFiles.CONFIG);
    for (String option : List.of("attention_dropout", "attn_pdrop", "resid_pdrop", "embd_pdrop")) {
      config = config.with(option, 1e-12);
    }
    try (Case one = Case.of(name)) {
      Decoder decoder = DecoderLoader.load(files, "", config);
      ((NeuralModule) decoder).train();
      assertScores(
          decoder.call(one.given("ids"), one.mask(), null, 0),
          one.given("logits"),
          one.given("mask").to(DType.BOOL));
    }
  }
}
