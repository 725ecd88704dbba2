package dev.forja.models;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.HookScope;
import dev.forja.array.DType;
import dev.forja.io.SafetensorsFile;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.decoder.EncoderDecoder;
import dev.forja.models.decoder.EncoderDecoderArchitecture;
import dev.forja.models.decoder.KvCache;
import dev.forja.models.decoder.T5;
import dev.forja.models.decoder.T5DecoderBlock;
import dev.forja.models.decoder.T5Encoder;
import dev.forja.module.NeuralModule;
import dev.forja.nn.Linear;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * T5, with what Transformers computed from the same weights; see {@code src/test/decoders/t5.py}.
 */
@Tag("both-kernels")
class EncoderDecodersTest {
  private static final Path CASES = Path.of("src/test/resources/dev/forja/models/t5");

  /** Of the largest score: both sides add up float32 numbers in orders of their own. */
  private static final double MOST = 2e-5;

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private static EncoderDecoder model(String name) throws IOException {
    ModelFiles files = ModelFiles.inFolder(CASES.resolve(name));
    ModelConfig config = files.config(ModelFiles.CONFIG);
    return EncoderDecoderLoader.load(
        files, config, EncoderDecoderArchitecture.of(config).orElseThrow());
  }

  /** A model with the inputs and the answers of the reference. */
  record Case(EncoderDecoder model, SafetensorsFile judge) implements AutoCloseable {
    static Case of(String name) throws IOException {
      return new Case(
          EncoderDecodersTest.model(name),
          SafetensorsFile.open(CASES.resolve(name, "judge.safetensors")));
    }

    Tensor given(String name) throws IOException {
      return Tensor.of(judge.read(name));
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

  private static void assertClose(Tensor found, Tensor wanted) {
    assertThat(found.shape()).isEqualTo(wanted.shape());
    double scale = wanted.abs().max().item();
    float[] x = found.toFloats();
    float[] y = wanted.toFloats();
    for (int i = 0; i < x.length; i++) {
      assertThat((double) x[i]).as("number %d", i).isCloseTo(y[i], within(MOST * scale));
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theScoresAreThoseOfTransformers(String name) throws IOException {
    try (Case one = Case.of(name)) {
      Tensor ids = one.given("ids");
      Tensor mask = one.mask();
      Tensor targets = one.given("targets");
      Tensor tokens = one.given("mask").to(DType.BOOL).unsqueeze(2).logicalNot();
      List<Tensor> read = new ArrayList<>();
      Tensor all =
          HookScope.on(T5Encoder.CALL)
              .observeForward((_, _, y) -> read.add(y))
              .call(() -> NoGrad.call(() -> one.model().call(ids, mask, targets, null, 0)));
      assertClose(all, one.given("logits"));
      assertThat(read).hasSize(1);
      assertClose(read.getFirst().maskedFill(tokens, 0), one.given("read").maskedFill(tokens, 0));
      Tensor last = NoGrad.call(() -> one.model().call(ids, mask, targets, null, 2));
      assertThat(last.toFloats()).isEqualTo(all.narrow(1, targets.size(1) - 2, 2).toFloats());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void chunksOfEveryLengthGiveTheScoresOfTheWhole(String name) throws IOException {
    try (Case one = Case.of(name)) {
      Tensor targets = one.given("targets");
      int length = targets.size(1);
      Tensor whole = one.given("logits");
      for (int size = 1; size < length; size += size < 4 ? 1 : size) {
        KvCache cache = size % 2 == 0 ? KvCache.growing() : KvCache.ofCapacity(length);
        for (int from = 0; from < length; from += size) {
          int more = Math.min(size, length - from);
          Tensor part = targets.narrow(1, from, more);
          Tensor ids = from == 0 ? one.given("ids") : null;
          Tensor mask = from == 0 ? one.mask() : null;
          Tensor found = NoGrad.call(() -> one.model().call(ids, mask, part, cache, 0));
          assertClose(found, whole.narrow(1, from, more));
        }
        assertThat(cache.length()).isEqualTo(length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void greedyChoiceAndBeamsWriteTheSameWithAndWithoutCache(String name) throws IOException {
    try (Case one = Case.of(name)) {
      long[] wanted = one.given("greedy").toLongs();
      assertThat(greedy(one, true)).as("with a cache").isEqualTo(wanted);
      assertThat(greedy(one, false)).as("without a cache").isEqualTo(wanted);
      Tensor ids = one.given("ids");
      boolean[] tokens = one.given("mask").to(DType.BOOL).toBooleans();
      Tensor beams = one.given("beams");
      for (int row = 0; row < ids.size(0); row++) {
        List<Integer> prompt = new ArrayList<>();
        for (int i = 0; i < ids.size(1); i++) {
          if (tokens[row * ids.size(1) + i]) {
            prompt.add((int) ids.toLongs()[row * ids.size(1) + i]);
          }
        }
        int[] given = prompt.stream().mapToInt(Integer::intValue).toArray();
        NextScores.Begun begun = NextScores.of(one.model(), 0).begin(List.of(given));
        GenerateOptions three =
            GenerateOptions.defaults().withNumBeams(3).withMaxNewTokens(beams.size(1));
        int[] best =
            new BeamSearch(
                    begun.scores(), new int[] {0}, three, GenerationRules.ending(Set.of()), 1000)
                .run(() -> true);
        assertThat(Arrays.stream(best).asLongStream().toArray())
            .isEqualTo(beams.select(0, row).toLongs());
      }
    }
  }

  private static long[] greedy(Case one, boolean cached) throws IOException {
    Tensor ids = one.given("ids");
    Tensor mask = one.mask();
    int more = one.given("greedy").size(1);
    KvCache cache = cached ? KvCache.ofCapacity(1 + more) : null;
    Tensor written = Tensor.of(new long[ids.size(0)], ids.size(0), 1);
    Tensor next = written;
    for (int i = 0; i < more; i++) {
      boolean known = cached && i > 0;
      Tensor given = cached ? next : written;
      Tensor scores =
          NoGrad.call(
              () -> one.model().call(known ? null : ids, known ? null : mask, given, cache, 1));
      next = scores.squeeze(1).argmax(1).unsqueeze(1);
      written = Tensor.cat(1, written, next);
    }
    return written.narrow(1, 1, more).toLongs();
  }

  @Test
  void theGradientsAreThoseOfTransformers() throws IOException {
    try (Case one = Case.of("relu-left")) {
      Tensor scores = one.model().call(one.given("ids"), one.mask(), one.given("targets"), null, 0);
      scores.square().sum().backward();
      NeuralModule model = (NeuralModule) one.model();
      assertThat(model.namedParameters()).hasSizeGreaterThan(20);
      for (var parameter : model.namedParameters().entrySet()) {
        Tensor wanted = one.given("gradient." + parameter.getKey());
        Tensor found = requireNonNull(parameter.getValue().grad(), parameter.getKey());
        assertThat((double) found.sub(wanted).abs().max().item())
            .as(parameter.getKey())
            .isLessThanOrEqualTo(1e-4 * wanted.abs().max().item() + 1e-6);
      }
    }
  }

  /** In training, attention is computed in parts; here dropout drops nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"relu-left", "gated-untied-right", "gelu-old"})
  void trainingGivesTheSameScores(String name) throws IOException {
    ModelFiles files = ModelFiles.inFolder(CASES.resolve(name));
    ModelConfig config = files.config(ModelFiles.CONFIG).with("dropout_rate", 1e-12);
    try (Case one = Case.of(name)) {
      EncoderDecoder model =
          EncoderDecoderLoader.load(files, config, EncoderDecoderArchitecture.T5);
      ((NeuralModule) model).train();
      assertClose(
          model.call(one.given("ids"), one.mask(), one.given("targets"), null, 0),
          one.given("logits"));
    }
  }

  @Test
  void hooksSeeTheSameValuesWithAndWithoutTheCache() throws IOException {
    try (Case one = Case.of("relu-right")) {
      Tensor ids = one.given("ids");
      Tensor mask = one.mask();
      Tensor targets = one.given("targets");
      Map<String, List<Tensor>> seen = new LinkedHashMap<>();
      HookScope scope =
          HookScope.on(Linear.CALL)
              .observeForward((self, _, y) -> add(seen, self.path(), y))
              .and(
                  HookScope.on(T5DecoderBlock.CALL)
                      .observeForward((self, _, y) -> add(seen, self.path(), y)));
      scope.run(() -> NoGrad.run(() -> one.model().call(ids, mask, targets, null, 0)));
      Map<String, List<Tensor>> whole = new LinkedHashMap<>(seen);
      seen.clear();
      KvCache cache = KvCache.growing();
      for (int i = 0; i < targets.size(1); i++) {
        Tensor next = targets.narrow(1, i, 1);
        boolean first = i == 0;
        scope.run(
            () ->
                NoGrad.run(
                    () ->
                        one.model().call(first ? ids : null, first ? mask : null, next, cache, 0)));
      }
      assertThat(seen.keySet()).isEqualTo(whole.keySet());
      seen.forEach(
          (path, tensors) -> {
            Tensor all = requireNonNull(whole.get(path)).getFirst();
            assertClose(Tensor.cat(1, tensors.toArray(Tensor[]::new)), all);
          });
      assertThat(seen.get("decoder.block.0")).hasSize(targets.size(1));
      assertThat(seen.get("encoder.block.0.layer.0.SelfAttention.q")).hasSize(1);
    }
  }

  private static void add(Map<String, List<Tensor>> seen, String path, Tensor value) {
    seen.computeIfAbsent(path, _ -> new ArrayList<>()).add(value);
  }

  @Test
  void cachesAreRewoundCopiedAndSelectedWithWhatWasRead() throws IOException {
    try (Case one = Case.of("relu-left")) {
      Tensor targets = one.given("targets");
      Tensor whole = one.given("logits");
      KvCache cache = KvCache.ofCapacity(9);
      NoGrad.run(
          () -> one.model().call(one.given("ids"), one.mask(), targets.narrow(1, 0, 3), cache, 0));
      long read = cache.bytes() - 9 * cache.bytesPerToken();
      assertThat(read).isPositive();
      cache.rewind(2);
      KvCache turned = cache.select(2, 0);
      Tensor order = Tensor.of(new long[] {2, 0}, 2);
      Tensor next = targets.indexSelect(0, order).narrow(1, 2, 2);
      Tensor found = NoGrad.call(() -> one.model().call(null, null, next, turned, 0));
      assertClose(found, whole.indexSelect(0, order).narrow(1, 2, 2));
      Tensor again =
          NoGrad.call(() -> one.model().call(null, null, targets.narrow(1, 2, 2), cache.copy(), 0));
      assertClose(again, whole.narrow(1, 2, 2));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() throws IOException {
    EncoderDecoder model = model("relu-none");
    Tensor two = Tensor.of(new long[] {3, 4}, 1, 2);
    Tensor start = Tensor.of(new long[] {0}, 1, 1);
    assertThatThrownBy(() -> model.call(null, null, start, null, 0))
        .hasMessageContaining("ids is null, and no cache holds a text");
    KvCache cache = KvCache.growing();
    assertThatThrownBy(() -> model.call(two, null, start, cache, 0))
        .hasMessageContaining("within NoGrad");
    NoGrad.run(() -> model.call(two, null, start, cache, 0));
    assertThatThrownBy(() -> NoGrad.run(() -> model.call(two, null, start, cache, 0)))
        .hasMessageContaining("give null for ids, or another cache");
    ModelConfig config = ModelConfig.of(Map.of("relative_attention_num_buckets", 2));
    assertThatThrownBy(() -> T5.of(config)).hasMessageContaining("does not sort distances");
  }

  @Test
  void textsAreThoseOfTransformers() throws IOException {
    Path folder = CASES.resolveSibling("texts").resolve("t5");
    TextGenerator generator = TextGenerator.load(folder);
    GenerateOptions options = GenerateOptions.defaults().withMaxNewTokens(24);
    List<String> prompts = new ArrayList<>();
    List<String> greedy = new ArrayList<>();
    List<ModelConfig> answers;
    try (var in = Files.newInputStream(folder.resolve("answers.json"))) {
      answers = ModelConfig.readList("answers.json", in);
    }
    for (ModelConfig answer : answers) {
      String prompt = answer.text("prompt", "");
      String wanted = answer.text("greedy", "");
      prompts.add(prompt);
      greedy.add(wanted);
      assertThat(generator.generate(prompt, options)).isEqualTo(wanted);
      assertThat(generator.generate(prompt, options.withRepetitionPenalty(1.3)))
          .isEqualTo(answer.text("penalty", ""));
      assertThat(generator.generate(prompt, options.withNumBeams(3)))
          .isEqualTo(answer.text("beams", ""));
      GenerateOptions five =
          options.withNumBeams(5).withLengthPenalty(0.5).withRepetitionPenalty(1.2);
      assertThat(generator.generate(prompt, five)).isEqualTo(answer.text("beams5", ""));
      List<String> pieces = new ArrayList<>();
      assertThat(generator.generate(prompt, options, pieces::add)).isEqualTo(wanted);
      assertThat(String.join("", pieces)).isEqualTo(wanted);
      assertThat(String.join("", generator.stream(prompt, options).toList())).isEqualTo(wanted);
    }
    assertThat(generator.generate(prompts, options)).isEqualTo(greedy);
    assertThat(generator.maxLength()).isEqualTo(Integer.MAX_VALUE);
  }
}
