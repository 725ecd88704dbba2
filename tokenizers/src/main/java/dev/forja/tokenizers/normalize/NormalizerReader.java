package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.regex.Finder;
import dev.forja.tokenizers.regex.Finders;
import dev.forja.tokenizers.regex.RegexProblem;
import dev.forja.tokenizers.text.Unicode;
import java.util.Base64;

/** Reads normalisers from {@code tokenizer.json}. */
public final class NormalizerReader {
  private static final String KNOWN =
      "BertNormalizer, ByteLevel, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, Precompiled, Prepend,"
          + " Replace, Sequence, Strip, StripAccents";

  private NormalizerReader() {}

  /** Reads a normaliser. */
  public static Normalizer read(Json json) {
    String type = json.need("type").text();
    return switch (type) {
      case "BertNormalizer", "Bert" -> bert(json);
      case "Lowercase" -> new LowercaseNormalizer();
      case "NFC" -> FormNormalizer.NFC;
      case "NFD" -> FormNormalizer.NFD;
      case "NFKC" -> FormNormalizer.NFKC;
      case "NFKD" -> FormNormalizer.NFKD;
      case "StripAccents" ->
          new CharacterNormalizer(c -> Unicode.isMark(c) ? CharacterNormalizer.GONE : c);
      case "Strip" ->
          new StripNormalizer(json.need("strip_left").bool(), json.need("strip_right").bool());
      case "Replace" ->
          new ReplaceNormalizer(pattern(json.need("pattern")), json.need("content").text());
      case "Prepend" -> new PrependNormalizer(json.need("prepend").text());
      case "Precompiled" -> precompiled(json.get("precompiled_charsmap"));
      case "Nmt" -> new CharacterNormalizer(NormalizerReader::nmt);
      case "ByteLevel" -> new ByteLevelNormalizer();
      case "Sequence" ->
          new SequenceNormalizer(
              json.need("normalizers").array().stream().map(NormalizerReader::read).toList());
      default ->
          throw json.get("type")
              .problem("the normalizer " + Json.show(type) + " is not known; known are " + KNOWN);
    };
  }

  private static Normalizer bert(Json json) {
    boolean lowercase = json.getOr("lowercase", Json::bool, true);
    return new BertNormalizer(
        json.getOr("clean_text", Json::bool, true),
        json.getOr("handle_chinese_chars", Json::bool, true),
        json.getOr("strip_accents", Json::bool, lowercase),
        lowercase);
  }

  /** A pattern: a regular expression, or a text that is looked for as it is. */
  public static Finder pattern(Json json) {
    if (json.has("String")) {
      return Finder.of(json.get("String").text());
    }
    if (!json.has("Regex")) {
      throw json.problem("a pattern has either \"String\" or \"Regex\"; this has neither");
    }
    Json regex = json.get("Regex");
    try {
      return Finders.regex(regex.text());
    } catch (RegexProblem e) {
      throw regex.problem(
          "the regular expression " + Json.show(regex.text()) + ": " + e.getMessage());
    }
  }

  private static Normalizer precompiled(Json json) {
    if (json.isNull() || json.text().isEmpty()) {
      return new CharacterNormalizer(c -> c); // some converted models have an empty one
    }
    try {
      return new PrecompiledNormalizer(new Charsmap(Base64.getDecoder().decode(json.text())));
    } catch (IllegalArgumentException e) {
      throw json.problem("the map of characters cannot be read: " + e.getMessage());
    }
  }

  private static int nmt(int c) {
    if ((c >= 1 && c <= 8)
        || c == 0xB
        || (c >= 0xE && c <= 0x1F)
        || c == 0x7F
        || c == 0x8F
        || c == 0x9F) {
      return CharacterNormalizer.GONE;
    }
    return switch (c) {
      case 9, 10, 12, 13, 0x1680, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD -> ' ';
      default -> c >= 0x200B && c <= 0x200F ? ' ' : c;
    };
  }
}
