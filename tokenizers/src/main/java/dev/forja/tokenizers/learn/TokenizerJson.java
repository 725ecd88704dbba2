package dev.forja.tokenizers.learn;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes a byte-level BPE as Hugging Face's {@code tokenizer.json}. */
public final class TokenizerJson {
  private final StringWriter text = new StringWriter();
  private final JsonGenerator out;

  private TokenizerJson() throws IOException {
    out = new JsonFactory().createGenerator(text);
    out.useDefaultPrettyPrinter();
  }

  /** Writes what was learnt. */
  public static String of(MergeLearner learnt, List<String> specialTokens) {
    try {
      TokenizerJson json = new TokenizerJson();
      json.write(learnt, specialTokens);
      return json.text.append('\n').toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never: nothing is written to a device
    }
  }

  private void write(MergeLearner learnt, List<String> specialTokens) throws IOException {
    Map<String, Integer> vocabulary = learnt.vocabulary();
    try (out) {
      out.writeStartObject();
      out.writeStringField("version", "1.0");
      out.writeNullField("truncation");
      out.writeNullField("padding");
      out.writeArrayFieldStart("added_tokens");
      for (String token : specialTokens) {
        added(token, vocabulary.getOrDefault(token, 0));
      }
      out.writeEndArray();
      out.writeNullField("normalizer");
      byteLevel("pre_tokenizer");
      out.writeNullField("post_processor");
      byteLevel("decoder");
      model(vocabulary, learnt.merges());
      out.writeEndObject();
    }
  }

  private void added(String token, int id) throws IOException {
    out.writeStartObject();
    out.writeNumberField("id", id);
    out.writeStringField("content", token);
    for (String option : List.of("single_word", "lstrip", "rstrip", "normalized")) {
      out.writeBooleanField(option, false);
    }
    out.writeBooleanField("special", true);
    out.writeEndObject();
  }

  private void byteLevel(String part) throws IOException {
    out.writeObjectFieldStart(part);
    out.writeStringField("type", "ByteLevel");
    out.writeBooleanField("add_prefix_space", false);
    out.writeBooleanField("trim_offsets", true);
    out.writeBooleanField("use_regex", true);
    out.writeEndObject();
  }

  private void model(Map<String, Integer> vocabulary, List<MergeLearner.Merge> merges)
      throws IOException {
    out.writeObjectFieldStart("model");
    out.writeStringField("type", "BPE");
    for (String option :
        List.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")) {
      out.writeNullField(option);
    }
    for (String option : List.of("fuse_unk", "byte_fallback", "ignore_merges")) {
      out.writeBooleanField(option, false);
    }
    out.writeObjectFieldStart("vocab");
    for (Map.Entry<String, Integer> token : vocabulary.entrySet()) {
      out.writeNumberField(token.getKey(), token.getValue());
    }
    out.writeEndObject();
    out.writeArrayFieldStart("merges");
    for (MergeLearner.Merge merge : merges) {
      out.writeStartArray();
      out.writeString(merge.left());
      out.writeString(merge.right());
      out.writeEndArray();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
