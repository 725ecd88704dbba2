package dev.forja.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tokenizers of real models beside Hugging Face's library: ids, places and decoded texts of all of
 * Unicode and of hard texts. Run by name, with the folder that {@code src/test/real/fetch} has
 * filled in the system property {@code forja.tokenizers}.
 */
class RealFilesJudge {
  private static final EncodeOptions WHOLE =
      EncodeOptions.defaults().withoutTruncation().withoutPadding();

  private static final int MOST_SHOWN = 3;

  @Test
  void everyFileGivesTheIdsPlacesAndTextsOfTheJudge() throws IOException {
    String folder = Objects.requireNonNull(System.getProperty("forja.tokenizers"));
    List<String> texts = new ArrayList<>(HardTexts.allOfUnicode());
    texts.addAll(HardTexts.random(Long.getLong("forja.seed", 1), 1_000));
    texts.addAll(List.of("", " ", "word ".repeat(20_000), "a".repeat(20_000)));
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        List<String> differences = compare(file, texts);
        differences.stream().limit(MOST_SHOWN).forEach(each -> System.out.println("  " + each));
        wrong.addAll(differences);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> compare(Path file, List<String> texts) throws IOException {
    byte[] json = Files.readAllBytes(file);
    Tokenizer tokenizer = Tokenizer.read(new ByteArrayInputStream(json), file.toString());
    List<String> differences = new ArrayList<>();
    long tokens = 0;
    try (HuggingFaceTokenizer judge =
        HuggingFaceTokenizer.newInstance(
            new ByteArrayInputStream(json), Map.of("truncation", "false", "padding", "false"))) {
      for (String text : texts) {
        var expected = judge.encode(text, true, false);
        Encoding found = tokenizer.encode(text, WHOLE);
        long[] ids = Arrays.stream(found.ids()).asLongStream().toArray();
        tokens += ids.length;
        String shown = text.length() > 80 ? text.substring(0, 80) : text;
        if (!Arrays.equals(ids, expected.getIds())) {
          differences.add(
              "ids of '%s': %s, but %s"
                  .formatted(shown, Arrays.toString(ids), Arrays.toString(expected.getIds())));
        } else if (!found.codePointSpans().equals(spans(expected.getCharTokenSpans()))) {
          differences.add("places of '%s'".formatted(shown));
        } else if (!tokenizer.decode(found.ids(), true).equals(judge.decode(ids, true))) {
          differences.add("decoded text of '%s'".formatted(shown));
        }
      }
    }
    System.out.printf(
        "%s: %,d texts and %,d tokens, %d texts differ%n",
        file.getFileName(), texts.size(), tokens, differences.size());
    return differences;
  }

  /** The judge has no place for the tokens that were added around a text. */
  private static List<Span> spans(CharSpan[] judged) {
    List<Span> spans = new ArrayList<>();
    for (CharSpan span : judged) {
      spans.add(span == null ? new Span(0, 0) : new Span(span.getStart(), span.getEnd()));
    }
    return spans;
  }
}
