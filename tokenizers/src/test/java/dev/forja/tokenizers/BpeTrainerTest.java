package dev.forja.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is learnt from texts is what Hugging Face's trainer learnt from them. */
class BpeTrainerTest {
  private static final int BYTES = 256;

  private static InputStream cases() throws IOException {
    String other = System.getProperty("forja.trained");
    return other == null
        ? Objects.requireNonNull(BpeTrainerTest.class.getResourceAsStream("trained.json.gz"))
        : Files.newInputStream(Path.of(other));
  }

  private static List<String> texts(Json list) {
    return list.array().stream().map(Json::text).toList();
  }

  @Test
  void mergesVocabularyAndIdsAreThoseOfTheLibrary() throws IOException {
    int compared = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(cases()), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        compare(JsonReader.read(new StringReader(line)), "case " + compared++);
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(100);
  }

  private static void compare(Json judged, String name) throws IOException {
    List<String> texts = texts(judged.get("texts"));
    String file =
        BpeTrainer.of(judged.get("size").count())
            .withMinFrequency(judged.get("least").count())
            .withSpecialTokens(texts(judged.get("special")).toArray(String[]::new))
            .train(texts);
    Json model = JsonReader.read(new StringReader(file)).get("model");
    List<String> merges =
        model.get("merges").array().stream()
            .map(pair -> pair.at(0).text() + " " + pair.at(1).text())
            .toList();
    assertThat(merges).as(name).isEqualTo(texts(judged.get("merges")));
    Tokenizer tokenizer = Tokenizer.read(new StringReader(file), name);
    List<String> learnt = texts(judged.get("learnt"));
    assertThat(tokenizer.vocabularySize()).as(name).isEqualTo(BYTES + learnt.size());
    for (int i = 0; i < learnt.size(); i++) {
      assertThat(tokenizer.tokenOf(BYTES + i)).as(name).contains(learnt.get(i));
    }
    int[] ids = judged.get("ids").array().stream().mapToInt(Json::count).toArray();
    assertThat(tokenizer.encode(texts.getFirst()).ids()).as(name).isEqualTo(ids);
    assertThat(tokenizer.decode(ids, false)).as(name).isEqualTo(texts.getFirst());
  }

  @Test
  void theFileIsReadFromAFolder(@TempDir Path folder) throws IOException {
    String file =
        BpeTrainer.of(300)
            .withSpecialTokens("<|endoftext|>")
            .train(List.of("a whale, a sea, a whale"));
    Files.writeString(folder.resolve("tokenizer.json"), file);
    Tokenizer tokenizer = Tokenizer.load(folder);
    assertThat(tokenizer.idOf("<|endoftext|>")).hasValue(0);
    assertThat(tokenizer.isSpecial(0)).isTrue();
    assertThat(tokenizer.encode("a whale<|endoftext|>").tokens())
        .containsExactly("a", "Ġwhale", "<|endoftext|>");
  }

  @Test
  void everyTextHasTokensAndComesBack() throws IOException {
    Tokenizer tokenizer =
        Tokenizer.read(new StringReader(BpeTrainer.of(256).train(List.of())), "bytes");
    assertThat(tokenizer.vocabularySize()).isEqualTo(256);
    String text = "Ishmael \u00e9\u4e2d\ud834\udd1e\n\u0000";
    assertThat(tokenizer.decode(tokenizer.encode(text).ids())).isEqualTo(text);
  }

  @Test
  void halfACharacterIsLearntAsItIsRead() throws IOException {
    String file = BpeTrainer.of(258).train(List.of("\ud834 \ud834"));
    Tokenizer tokenizer = Tokenizer.read(new StringReader(file), "half");
    assertThat(tokenizer.encode("\ufffd").size()).isEqualTo(1);
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatThrownBy(() -> BpeTrainer.of(255))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the vocabulary has 255 tokens, but must have at least 256");
    assertThatThrownBy(() -> BpeTrainer.of(256).withSpecialTokens("<s>"))
        .hasMessageContaining("at least 257, for all bytes and 1 special tokens");
    assertThatThrownBy(() -> BpeTrainer.of(300).withMinFrequency(0))
        .hasMessageContaining("minFrequency is 0, but must be at least 1");
    assertThatThrownBy(() -> BpeTrainer.of(300).withSpecialTokens("<s>", "<s>"))
        .hasMessageContaining("must be different and not empty");
    assertThatThrownBy(() -> BpeTrainer.of(300).withSpecialTokens(""))
        .hasMessageContaining("must be different and not empty");
  }
}
