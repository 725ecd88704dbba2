package dev.forja.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.forja.io.ModelFileException;
import dev.forja.models.config.ModelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated texts, with those of Transformers; see {@code src/test/decoders/texts.py}. */
class TextGeneratorTest {
  private static final Path CASES = Path.of("src/test/resources/dev/forja/models/texts");
  private static final GenerateOptions SHORT = GenerateOptions.defaults().withMaxNewTokens(24);
  private static final GenerateOptions DRAWN =
      SHORT.withDoSample(true).withTemperature(1.2).withTopP(0.95).withSeed(7);

  @TempDir private Path folder;

  private static TextGenerator load(String name) throws IOException {
    return TextGenerator.load(CASES.resolve(name));
  }

  private static List<ModelConfig> read(String file) throws IOException {
    try (InputStream in = Files.newInputStream(CASES.resolve(file))) {
      return ModelConfig.readList(file, in);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "gpt2"})
  void textsAreThoseOfTransformers(String name) throws IOException {
    TextGenerator generator = load(name);
    List<String> prompts = new ArrayList<>();
    List<String> greedy = new ArrayList<>();
    for (ModelConfig answer : read(name + "/answers.json")) {
      String prompt = answer.text("prompt", "");
      prompts.add(prompt);
      greedy.add(answer.text("greedy", ""));
      assertThat(generator.generate(prompt, SHORT)).isEqualTo(answer.text("greedy", ""));
      assertThat(generator.generate(prompt, SHORT.withRepetitionPenalty(1.3)))
          .isEqualTo(answer.text("penalty", ""));
      assertThat(generator.generate(prompt, SHORT.withNumBeams(3)))
          .isEqualTo(answer.text("beams", ""));
      GenerateOptions five =
          SHORT.withNumBeams(5).withLengthPenalty(0.5).withRepetitionPenalty(1.2);
      assertThat(generator.generate(prompt, five)).isEqualTo(answer.text("beams5", ""));
    }
    assertThat(generator.generate(prompts, SHORT)).isEqualTo(greedy);
    // Some texts end by themselves.
    assertThat(greedy.stream().map(String::length).distinct().count()).isGreaterThan(2);
  }

  /** A copy of a model, with other rules for what it writes. */
  private TextGenerator load(String name, String rules) throws IOException {
    Path copy = Files.createTempDirectory(folder, name);
    try (Stream<Path> files = Files.list(CASES.resolve(name))) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Files.writeString(copy.resolve("generation_config.json"), rules);
    return TextGenerator.load(copy);
  }

  @Test
  void rulesOfTheFilesAreThoseOfTransformers() throws IOException {
    List<ModelConfig> cases = read("rules.json");
    assertThat(cases).hasSizeGreaterThan(60);
    GenerateOptions options = GenerateOptions.defaults().withMaxNewTokens(20);
    for (ModelConfig one : cases) {
      String prompt = one.text("prompt", "");
      TextGenerator generator = load(one.text("model", ""), one.text("options", ""));
      String greedy = one.text("greedy", "");
      assertThat(generator.generate(prompt, options)).as("%s", one).isEqualTo(greedy);
      assertThat(generator.generate(List.of("Ada", prompt), options).getLast()).isEqualTo(greedy);
      assertThat(generator.generate(prompt, options.withNumBeams(3)))
          .as("beams of %s", one)
          .isEqualTo(one.text("beams", ""));
    }
  }

  @Test
  void optionsOfACallComeBeforeTheFiles() throws IOException {
    TextGenerator plain = load("llama");
    TextGenerator file = load("llama", "{\"eos_token_id\": 2, \"repetition_penalty\": 1.3}");
    String with = plain.generate("The whale", SHORT.withRepetitionPenalty(1.3));
    String without = plain.generate("The whale", SHORT);
    assertThat(with).isNotEqualTo(without);
    assertThat(file.generate("The whale", SHORT)).isEqualTo(with);
    assertThat(file.generate("The whale", SHORT.withRepetitionPenalty(1))).isEqualTo(without);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"encoder_repetition_penalty\": 1.5",
        "\"sequence_bias\": [[[3], 2.0]]",
        "\"guidance_scale\": 2",
        "\"num_beam_groups\": 2",
        "\"stop_strings\": [\"a\"]",
        "\"renormalize_logits\": true",
        "\"early_stopping\": \"soon\"",
        "\"bad_words_ids\": [3]",
        "\"suppress_tokens\": \"all\""
      })
  void rulesThatAreNotKnownAreRefusedByName(String rule) {
    String name = rule.substring(1, rule.indexOf('"', 1));
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> load("llama", "{" + rule + "}"))
        .withMessageContaining("generation_config.json: " + name);
  }

  @Test
  void filtersAreThoseOfTransformers() throws IOException {
    List<ModelConfig> cases = read("filters.json");
    assertThat(cases).hasSize(40);
    for (ModelConfig one : cases) {
      float[] scores = floats(one.numbers("scores"));
      int[] history = one.numbers("history").stream().mapToInt(Double::intValue).toArray();
      TokenScores.penalise(scores, history, history.length, one.number("repetitionPenalty", 1));
      TokenScores.filter(
          scores,
          GenerateOptions.defaults()
              .withTemperature(one.number("temperature", 1))
              .withTopK(one.integer("topK", 0))
              .withTopP(one.number("topP", 1))
              .withMinP(one.number("minP", 0)));
      float[] wanted = floats(one.numbers("result"));
      if (one.numbers("scores").stream().distinct().count() < scores.length) {
        // Of equal scores, the reference drops any.
        Arrays.sort(scores);
        Arrays.sort(wanted);
      }
      for (int i = 0; i < scores.length; i++) {
        if (wanted[i] < -1e30) {
          assertThat(scores[i]).as("%s, %d", one, i).isEqualTo(Float.NEGATIVE_INFINITY);
        } else {
          assertThat(scores[i]).as("%s, %d", one, i).isCloseTo(wanted[i], within(1e-5f));
        }
      }
    }
  }

  private static float[] floats(List<Double> numbers) {
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return floats;
  }

  @Test
  void theSameSeedGivesTheSameTextOnEveryThread() throws Exception {
    TextGenerator generator = load("llama");
    String text = generator.generate("The whale", DRAWN);
    assertThat(generator.generate("The whale", DRAWN)).isEqualTo(text);
    assertThat(generator.generate("The whale", DRAWN.withSeed(8))).isNotEqualTo(text);
    assertThat(generator.generate(List.of("The whale", "Ada"), DRAWN).getFirst()).isEqualTo(text);
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(() -> generator.generate("The whale", DRAWN));
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (Future<String> found : threads.invokeAll(calls)) {
        assertThat(found.get()).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "gpt2"})
  void piecesMakeUpTheTextAndMayBeCancelled(String name) throws IOException {
    TextGenerator generator = load(name);
    for (String prompt : List.of("The whale", "Émile's café", "Ada")) {
      for (GenerateOptions options : List.of(SHORT, DRAWN)) {
        List<String> pieces = new ArrayList<>();
        String text = generator.generate(prompt, options, pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(text);
        assertThat(pieces).doesNotContain("");
        assertThat(generator.stream(prompt, options).collect(Collectors.joining())).isEqualTo(text);
        if (pieces.size() > 2) {
          List<String> some = new ArrayList<>();
          String cut =
              generator.generate(
                  prompt,
                  options,
                  piece -> {
                    some.add(piece);
                    return some.size() < 2;
                  });
          assertThat(some).isEqualTo(pieces.subList(0, 2));
          assertThat(cut).isEqualTo(pieces.get(0) + pieces.get(1));
          assertThat(generator.stream(prompt, options).limit(2)).isEqualTo(some);
        }
      }
    }
  }

  @Test
  void aStopStringEndsTheTextWhereverPiecesEnd() throws IOException {
    TextGenerator generator = load("llama");
    GenerateOptions drawn = DRAWN.withTemperature(3).withTopP(1).withMaxNewTokens(40);
    String text = generator.generate("Ada", drawn);
    assertThat(text.length()).isGreaterThan(12);
    for (int from = 1; from < text.length() - 3; from++) {
      String stop = text.substring(from, from + 3);
      String wanted = text.substring(0, text.indexOf(stop));
      List<String> pieces = new ArrayList<>();
      GenerateOptions options = drawn.withStopStrings("never there", stop);
      assertThat(generator.generate("Ada", options, pieces::add)).as(stop).isEqualTo(wanted);
      assertThat(String.join("", pieces)).isEqualTo(wanted);
      assertThat(generator.stream("Ada", options).collect(Collectors.joining())).isEqualTo(wanted);
      assertThat(generator.generate(List.of("Ada"), options)).containsExactly(wanted);
    }
  }

  @Test
  void optionsAndPromptsThatDoNotFitAreRefused() throws IOException {
    GenerateOptions options = GenerateOptions.defaults();
    assertThatThrownBy(() -> options.withTopP(0)).hasMessageContaining("topP is 0.0");
    assertThatThrownBy(() -> options.withTemperature(-1)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> options.withStopStrings("a", "")).hasMessageContaining("empty");
    TextGenerator generator = load("llama");
    assertThatThrownBy(() -> generator.generate("")).hasMessageContaining("no tokens");
    assertThatThrownBy(() -> generator.generate("Ada ".repeat(100)))
        .hasMessageContaining("the model reads at most 64");
    assertThatThrownBy(() -> generator.generate("Ada", DRAWN.withNumBeams(2)))
        .hasMessageContaining("numBeams is 2 and doSample is set");
    assertThatThrownBy(
            () ->
                TextGenerator.load(Path.of("src/test/resources/dev/forja/models/encoder/bert-f16")))
        .hasMessageContaining("model_type is 'bert', which is not known here; known are gemma");
  }
}
