package dev.forja.demo.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** Hugging Face's own tokenizer, and ours, of the same file. */
final class Reference implements AutoCloseable {
  private static final String FILE = "/all-minilm-l6-v2-tokenizer.json";

  private final HuggingFaceTokenizer tokenizer;

  Reference() throws IOException {
    try (InputStream in = open()) {
      tokenizer =
          HuggingFaceTokenizer.newInstance(in, Map.of("padding", "false", "truncation", "false"));
    }
  }

  static InputStream open() {
    return Objects.requireNonNull(Reference.class.getResourceAsStream(FILE));
  }

  static BertTokenizer ours() {
    try (InputStream in = open()) {
      return BertTokenizer.read("tokenizer.json", in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int[] encode(String text) {
    return Arrays.stream(tokenizer.encode(text).getIds()).mapToInt(Math::toIntExact).toArray();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
