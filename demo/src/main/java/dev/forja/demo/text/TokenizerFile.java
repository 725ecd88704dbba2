package dev.forja.demo.text;

import dev.forja.demo.DemoException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a BERT's {@code tokenizer.json} in Hugging Face's format. A file for another kind
 * of tokenizer is an error. The padding and truncation in the file are ignored, because the caller
 * decides about them.
 *
 * @param vocabulary the ids of the word pieces
 * @param special the ids of the tokens that are searched in a text before it is normalised
 * @param cleanText whether control characters are dropped and white space becomes spaces
 * @param spaceChinese whether each CJK ideograph is a word
 * @param stripAccents whether accents are dropped
 * @param lowercase whether letters are lowercased
 * @param unknown the token for words that cannot be composed of pieces
 * @param maxWordLength the maximum length of a word; longer ones are unknown
 */
record TokenizerFile(
    Map<String, Integer> vocabulary,
    Map<String, Integer> special,
    boolean cleanText,
    boolean spaceChinese,
    boolean stripAccents,
    boolean lowercase,
    String unknown,
    int maxWordLength) {

  static TokenizerFile read(String file, InputStream in) {
    try {
      return new Reader(file, Json.read(in)).file();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new DemoException("%s is not a tokenizer.json: %s".formatted(file, message), e);
    }
  }

  /** Navigates the document; anything unexpected is reported with its place. */
  private record Reader(String name, @Nullable Object root) {
    TokenizerFile file() {
      require("WordPiece", "model", "type");
      require("##", "model", "continuing_subword_prefix");
      require("BertNormalizer", "normalizer", "type");
      require("BertPreTokenizer", "pre_tokenizer", "type");
      boolean lowercase = at(Boolean.class, "normalizer", "lowercase");
      Object strip = find("normalizer", "strip_accents");
      return new TokenizerFile(
          ids(at(Map.class, "model", "vocab")),
          special(at(List.class, "added_tokens")),
          at(Boolean.class, "normalizer", "clean_text"),
          at(Boolean.class, "normalizer", "handle_chinese_chars"),
          strip instanceof Boolean given ? given : lowercase,
          lowercase,
          at(String.class, "model", "unk_token"),
          at(Integer.class, "model", "max_input_chars_per_word"));
    }

    /** Returns the same map after checking its types; it is large, so it is not copied. */
    @SuppressWarnings("unchecked") // every key and every value was checked
    private Map<String, Integer> ids(Map<?, ?> vocabulary) {
      for (Map.Entry<?, ?> entry : vocabulary.entrySet()) {
        integer(entry.getValue(), "model.vocab");
        if (!(entry.getKey() instanceof String)) {
          throw wrong("model.vocab");
        }
      }
      return (Map<String, Integer>) vocabulary;
    }

    private Map<String, Integer> special(List<?> added) {
      Map<String, Integer> special = new LinkedHashMap<>();
      for (Object entry : added) {
        if (!(entry instanceof Map<?, ?> token)) {
          throw wrong("added_tokens");
        }
        for (String option : List.of("single_word", "lstrip", "rstrip", "normalized")) {
          if (!Boolean.FALSE.equals(token.get(option))) {
            throw wrong("added_tokens." + option);
          }
        }
        special.put(String.valueOf(token.get("content")), integer(token.get("id"), "added_tokens"));
      }
      return special;
    }

    private int integer(@Nullable Object value, String place) {
      if (value instanceof Integer id && id >= 0) {
        return id;
      }
      throw wrong(place);
    }

    private void require(String wanted, String... path) {
      if (!at(String.class, path).equals(wanted)) {
        throw wrong(String.join(".", path));
      }
    }

    private <T> T at(Class<T> type, String... path) {
      Object value = find(path);
      if (!type.isInstance(value)) {
        throw wrong(String.join(".", path));
      }
      return type.cast(value);
    }

    private @Nullable Object find(String... path) {
      Object value = root;
      for (String step : path) {
        value = value instanceof Map<?, ?> map ? map.get(step) : null;
      }
      return value;
    }

    private DemoException wrong(String place) {
      return new DemoException(
          "%s does not describe a BERT tokenizer that this demo supports: see %s"
              .formatted(name, place));
    }
  }
}
