package dev.forja.tokenizers.decode;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.normalize.NormalizerReader;
import java.util.List;

/** Reads decoders from {@code tokenizer.json}. */
public final class DecoderReader {
  private static final String KNOWN =
      "BPEDecoder, ByteFallback, ByteLevel, CTC, Fuse, Metaspace, Replace, Sequence, Strip,"
          + " WordPiece";

  private DecoderReader() {}

  /** Reads a decoder. */
  public static Decoder read(Json json) {
    String type = json.need("type").text();
    return switch (type) {
      case "BPEDecoder" -> Decoders.bpe(json.getOr("suffix", Json::text, "</w>"));
      case "ByteFallback" -> Decoders::byteFallback;
      case "ByteLevel" -> Decoders::byteLevel;
      case "CTC" ->
          Decoders.ctc(
              json.need("pad_token").text(),
              json.need("word_delimiter_token").text(),
              json.need("cleanup").bool());
      case "Fuse" -> tokens -> List.of(String.join("", tokens));
      case "Metaspace" -> metaspace(json);
      case "Replace" ->
          Decoders.replace(
              NormalizerReader.pattern(json.need("pattern")), json.need("content").text());
      case "Strip" ->
          Decoders.strip(
              json.need("content").character(),
              json.need("start").count(),
              json.need("stop").count());
      case "WordPiece" ->
          Decoders.wordPiece(json.need("prefix").text(), json.need("cleanup").bool());
      case "Sequence" -> sequence(json.need("decoders").array());
      default ->
          throw json.get("type")
              .problem("the decoder " + Json.show(type) + " is not known; known are " + KNOWN);
    };
  }

  private static Decoder metaspace(Json json) {
    boolean isNever =
        !json.getOr("add_prefix_space", Json::bool, true)
            || json.getOr("prepend_scheme", Json::text, "always").equals("never");
    return Decoders.metaspace(json.need("replacement").character(), !isNever);
  }

  private static Decoder sequence(List<Json> parts) {
    List<Decoder> all = parts.stream().map(DecoderReader::read).toList();
    return tokens -> {
      List<String> now = tokens;
      for (Decoder part : all) {
        now = part.decode(now);
      }
      return now;
    };
  }
}
