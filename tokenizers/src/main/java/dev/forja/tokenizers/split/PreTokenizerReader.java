package dev.forja.tokenizers.split;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.normalize.NormalizerReader;
import dev.forja.tokenizers.regex.Finder;
import dev.forja.tokenizers.regex.Finders;
import dev.forja.tokenizers.text.Unicode;
import java.util.List;

/** Reads pre-tokenizers from {@code tokenizer.json}. */
public final class PreTokenizerReader {
  private static final String KNOWN =
      "BertPreTokenizer, ByteLevel, CharDelimiterSplit, Digits, FixedLength, Metaspace,"
          + " Punctuation, Sequence, Split, UnicodeScripts, Whitespace, WhitespaceSplit";

  private PreTokenizerReader() {}

  /** Reads a pre-tokenizer. */
  public static PreTokenizer read(Json json) {
    String type = json.need("type").text();
    return switch (type) {
      case "BertPreTokenizer" -> new BertSplit();
      case "ByteLevel" -> byteLevel(json);
      case "CharDelimiterSplit", "Delimiter" -> delimiter(json.need("delimiter").character());
      case "Digits" ->
          new PatternSplit(
              Finder.of(Unicode::isNumeric),
              json.need("individual_digits").bool() ? Behavior.ISOLATED : Behavior.CONTIGUOUS,
              false);
      case "FixedLength" -> fixedLength(json);
      case "Metaspace" -> metaspace(json);
      case "Punctuation" ->
          new PatternSplit(
              Finder.of(Unicode::isPunctuation),
              json.getOr("behavior", Behavior::read, Behavior.ISOLATED),
              false);
      case "Sequence" -> sequence(json.need("pretokenizers").array());
      case "Split" ->
          new PatternSplit(
              NormalizerReader.pattern(json.need("pattern")),
              Behavior.read(json.need("behavior")),
              json.need("invert").bool());
      case "UnicodeScripts" -> new ScriptSplit();
      case "Whitespace" -> new WhitespaceWords();
      case "WhitespaceSplit" ->
          new PatternSplit(Finder.of(Unicode::isWhitespace), Behavior.REMOVED, false);
      default ->
          throw json.get("type")
              .problem(
                  "the pre-tokenizer " + Json.show(type) + " is not known; known are " + KNOWN);
    };
  }

  private static PreTokenizer delimiter(int delimiter) {
    return new PatternSplit(Finder.of(c -> c == delimiter), Behavior.REMOVED, false);
  }

  private static PreTokenizer byteLevel(Json json) {
    json.need("trim_offsets").bool();
    return new ByteLevelSplit(
        json.need("add_prefix_space").bool(),
        json.getOr("use_regex", Json::bool, true) ? Finders.gpt2() : null);
  }

  private static PreTokenizer sequence(List<Json> parts) {
    List<PreTokenizer> read = parts.stream().map(PreTokenizerReader::read).toList();
    PreTokenizer[] all = read.toArray(PreTokenizer[]::new);
    return work -> {
      for (PreTokenizer part : all) {
        part.apply(work);
      }
    };
  }

  private static PreTokenizer fixedLength(Json json) {
    int length = json.getOr("length", Json::count, 5);
    if (length == 0) {
      throw json.get("length").problem("pieces of length 0 cannot be made");
    }
    return work -> {
      char[] chars = work.pieces().text().chars();
      PreTokenizer.split(
          work,
          (from, to, out) -> {
            int begin = from;
            int count = 0;
            for (int i = from; i < to; ) {
              if (count++ == length) {
                out.add(begin, i);
                begin = i;
                count = 1;
              }
              i += Character.charCount(Character.codePointAt(chars, i, to));
            }
            out.add(begin, to);
          });
    };
  }

  private static PreTokenizer metaspace(Json json) {
    MetaspaceSplit.Prepend prepend =
        json.getOr("prepend_scheme", PreTokenizerReader::prepend, MetaspaceSplit.Prepend.ALWAYS);
    if (!json.getOr("add_prefix_space", Json::bool, true)) {
      if (prepend != MetaspaceSplit.Prepend.NEVER && json.has("prepend_scheme")) {
        throw json.problem("\"add_prefix_space\" is false, but \"prepend_scheme\" is not never");
      }
      prepend = MetaspaceSplit.Prepend.NEVER;
    }
    return new MetaspaceSplit(
        json.need("replacement").character(), prepend, json.getOr("split", Json::bool, true));
  }

  private static MetaspaceSplit.Prepend prepend(Json json) {
    return switch (json.text()) {
      case "first" -> MetaspaceSplit.Prepend.FIRST;
      case "never" -> MetaspaceSplit.Prepend.NEVER;
      case "always" -> MetaspaceSplit.Prepend.ALWAYS;
      default ->
          throw json.problem(
              "the scheme " + Json.show(json.text()) + " is none of first, never, always");
    };
  }
}
