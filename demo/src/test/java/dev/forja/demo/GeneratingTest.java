package dev.forja.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forja.models.GenerateOptions;
import dev.forja.models.TextGenerator;
import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.KvCache;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import dev.forja.tokenizers.BpeTrainer;
import dev.forja.tokenizers.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about generating text: its code, compiled and run on the model that ships. */
class GeneratingTest {
  private final Path folder = Path.of("src/main/resources/META-INF/forja/models/moby-dick");

  private static GenerateOptions options() {
    // tag::options
    GenerateOptions options =
        GenerateOptions.defaults()
            .withMaxNewTokens(40)
            .withDoSample(true)
            .withTemperature(0.8)
            .withTopP(0.95)
            .withRepetitionPenalty(1.1)
            .withStopStrings("\n\n")
            .withSeed(7);
    // end::options
    return options;
  }

  @Test
  void aTextIsWritten() throws IOException {
    // tag::write
    TextGenerator generator = TextGenerator.load(folder);
    String text = generator.generate("The whale"); // the most likely token each time
    // end::write
    assertThat(text).startsWith(", and the whale, and the whale's head, and");
  }

  @Test
  void piecesComeAsTheyAreWritten() throws IOException {
    TextGenerator generator = TextGenerator.load(folder);
    GenerateOptions options = options();
    StringBuilder console = new StringBuilder();
    // tag::pieces
    generator.generate(
        "The whale",
        options,
        piece -> {
          console.append(piece);
          return !Thread.currentThread().isInterrupted();
        });
    List<String> first = generator.stream("The whale", options).limit(3).toList();
    // end::pieces
    assertThat(console.toString()).isEqualTo(generator.generate("The whale", options));
    assertThat(console.toString()).startsWith(String.join("", first));
  }

  @Test
  void aCacheKeepsWhatWasRead() throws IOException {
    Decoder decoder = (Decoder) TextGenerator.load(folder).model();
    Tensor prompt = Tensor.of(new long[] {5, 6, 7, 8}, 1, 4);
    Tensor next = Tensor.of(new long[] {9}, 1, 1);
    // tag::cache
    KvCache cache = KvCache.ofCapacity(32);
    Tensor scores = NoGrad.call(() -> decoder.call(prompt, null, cache, 1)); // of the last token
    KvCache branch = cache.copy();
    Tensor more = NoGrad.call(() -> decoder.call(next, null, cache, 1)); // only the new tokens
    cache.rewind(cache.length() - 1); // forgets the last one
    // end::cache
    assertThat(scores.shape()).isEqualTo(more.shape());
    assertThat(cache.length()).isEqualTo(branch.length());
    assertThat(NoGrad.call(() -> decoder.call(next, null, branch, 1)).toFloats())
        .isEqualTo(more.toFloats());
  }

  @Test
  void aTokenizerIsLearnt(@TempDir Path folder) throws IOException {
    List<String> texts = List.of("a whale, a sea, a whale", "the whale and the sea");
    // tag::learn
    String file = BpeTrainer.of(400).withSpecialTokens("<|endoftext|>").train(texts);
    Files.writeString(folder.resolve("tokenizer.json"), file);
    Tokenizer tokenizer = Tokenizer.load(folder);
    // end::learn
    assertThat(tokenizer.encode("the whale").tokens()).containsExactly("the", "Ġwhale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "options", "pieces", "cache"})
  void thePageShowsThisCode(String part) throws IOException {
    Shown.isOnPage(GeneratingTest.class, "GENERATING.md", part);
  }

  @Test
  void thePageOfTokenizersShowsThisCode() throws IOException {
    Shown.isOnPage(GeneratingTest.class, "TOKENIZERS.md", "learn");
  }
}
