package dev.forja.tokenizers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A real tokenizer does what Hugging Face's library does, through its Java binding. */
class JudgeTest {
  private static final EncodeOptions WHOLE =
      EncodeOptions.defaults().withoutTruncation().withoutPadding();

  private static byte[] file() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ClassLoader.getSystemResourceAsStream("all-minilm-l6-v2-tokenizer.json"))) {
      return in.readAllBytes();
    }
  }

  @Test
  void wordPieceOfAllOfUnicodeAndHardTexts() throws IOException {
    byte[] file = file();
    Tokenizer tokenizer = Tokenizer.read(new ByteArrayInputStream(file), "MiniLM");
    List<String> texts = new ArrayList<>(HardTexts.allOfUnicode());
    texts.addAll(HardTexts.random(1, 500));
    texts.add("");
    texts.add("a".repeat(1_000_000));
    texts.add("word ".repeat(200_000));
    texts.add("a" + "\u0301\u0323".repeat(100_000));
    try (HuggingFaceTokenizer judge =
        HuggingFaceTokenizer.newInstance(
            new ByteArrayInputStream(file), Map.of("truncation", "false", "padding", "false"))) {
      int tokens = 0;
      for (String text : texts) {
        var expected = judge.encode(text, true, false);
        Encoding found = tokenizer.encode(text, WHOLE);
        String shown = text.length() > 200 ? text.substring(0, 200) : text;
        assertThat(longs(found.ids())).as(shown).isEqualTo(expected.getIds());
        assertThat(found.codePointSpans()).as(shown).isEqualTo(spans(expected.getCharTokenSpans()));
        assertThat(tokenizer.decode(found.ids(), true))
            .as(shown)
            .isEqualTo(judge.decode(expected.getIds(), true));
        tokens += found.size();
      }
      System.out.println(
          "MiniLM: " + texts.size() + " texts and " + tokens + " tokens equal those of the judge");
    }
  }

  private static long[] longs(int[] ids) {
    long[] longs = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      longs[i] = ids[i];
    }
    return longs;
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
