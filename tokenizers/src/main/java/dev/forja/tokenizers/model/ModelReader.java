package dev.forja.tokenizers.model;

import dev.forja.tokenizers.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads models from {@code tokenizer.json}. */
public final class ModelReader {
  private ModelReader() {}

  /** Reads a model. Old files do not say its type: it is that whose settings are there. */
  public static TokenModel read(Json json) {
    String type = json.get("type").isNull() ? guess(json) : json.get("type").text();
    return switch (type) {
      case "WordPiece" ->
          new WordPiece(
              vocabulary(json.need("vocab")),
              json.need("unk_token").text(),
              json.getOr("continuing_subword_prefix", Json::text, "##"),
              json.getOr("max_input_chars_per_word", Json::count, 100));
      case "WordLevel" ->
          new WordLevel(vocabulary(json.need("vocab")), json.need("unk_token").text());
      case "BPE" -> bpe(json);
      case "Unigram" -> unigram(json);
      default ->
          throw json.get("type")
              .problem(
                  "the model "
                      + Json.show(type)
                      + " is not known; known are BPE, Unigram, WordLevel, WordPiece");
    };
  }

  private static String guess(Json json) {
    if (json.has("merges")) {
      return "BPE";
    }
    if (json.get("vocab").isArray()) {
      return "Unigram";
    }
    if (json.has("continuing_subword_prefix") || json.has("max_input_chars_per_word")) {
      return "WordPiece";
    }
    if (json.has("unk_token")) {
      return "WordLevel";
    }
    throw json.problem(
        "\"type\" is missing, and the settings are of no known model; known are BPE, Unigram,"
            + " WordLevel, WordPiece");
  }

  private static Vocabulary vocabulary(Json json) {
    Map<String, Long> tokens = LinkedHashMap.newLinkedHashMap(json.object().size());
    json.object()
        .forEach(
            (token, value) -> {
              if (!(value instanceof Long id) || id < 0 || id > Integer.MAX_VALUE) {
                throw json.problem(
                    "the id of the token "
                        + Json.show(token)
                        + " must be an integer from 0 to 2147483647; it is "
                        + Json.show(String.valueOf(value)));
              }
              tokens.put(token, id);
            });
    return new Vocabulary(tokens);
  }

  private static TokenModel bpe(Json json) {
    if (json.getOr("dropout", Json::number, 0.0) != 0) {
      throw json.get("dropout")
          .problem(
              "a dropout of "
                  + json.get("dropout").number()
                  + " would make encodings random; it is for training only. Set it to null");
    }
    Vocabulary vocabulary = vocabulary(json.need("vocab"));
    String prefix = textOrNull(json, "continuing_subword_prefix");
    BpeOptions options =
        new BpeOptions(
            textOrNull(json, "unk_token"),
            json.getOr("fuse_unk", Json::bool, false),
            json.getOr("byte_fallback", Json::bool, false),
            json.getOr("ignore_merges", Json::bool, false),
            prefix,
            textOrNull(json, "end_of_word_suffix"));
    Json merges = json.need("merges");
    return new Bpe(vocabulary, merges(merges, vocabulary, prefix == null ? "" : prefix), options);
  }

  private static @Nullable String textOrNull(Json json, String name) {
    return json.get(name).isNull() ? null : json.get(name).text();
  }

  private static Merges merges(Json json, Vocabulary vocabulary, String prefix) {
    List<@Nullable Object> all = json.elements();
    Merges merges = new Merges(all.size());
    int rank = 0;
    for (int i = 0; i < all.size(); i++) {
      String first;
      String second;
      if (all.get(i) instanceof String both) {
        if (both.startsWith("#version")) {
          continue;
        }
        int space = both.indexOf(' ');
        if (space < 0 || space != both.lastIndexOf(' ')) {
          throw json.at(i).problem("a merge is two tokens with a space between them");
        }
        first = both.substring(0, space);
        second = both.substring(space + 1);
      } else if (all.get(i) instanceof List<?> pair
          && pair.size() == 2
          && pair.get(0) instanceof String a
          && pair.get(1) instanceof String b) {
        first = a;
        second = b;
      } else {
        throw json.at(i).problem("a merge is a pair of tokens");
      }
      add(json, i, first, second, prefix, rank++, vocabulary, merges);
    }
    return merges;
  }

  private static void add(
      Json json,
      int index,
      String first,
      String second,
      String prefix,
      int rank,
      Vocabulary vocabulary,
      Merges merges) {
    if (second.length() < prefix.length()) {
      throw json.at(index)
          .problem("the second token is shorter than the prefix " + Json.show(prefix));
    }
    String merged = first + second.substring(prefix.length());
    int a = vocabulary.idOf(first);
    int b = vocabulary.idOf(second);
    int c = vocabulary.idOf(merged);
    if (a < 0 || b < 0 || c < 0) {
      throw json.at(index)
          .problem(
              "the token "
                  + Json.show(a < 0 ? first : b < 0 ? second : merged)
                  + " of a merge is not in the vocabulary");
    }
    merges.put(a, b, rank, c);
  }

  private static TokenModel unigram(Json json) {
    List<@Nullable Object> all = json.need("vocab").elements();
    String[] pieces = new String[all.size()];
    double[] scores = new double[all.size()];
    Map<String, Integer> tokens = LinkedHashMap.newLinkedHashMap(all.size());
    for (int i = 0; i < pieces.length; i++) {
      if (!(all.get(i) instanceof List<?> pair)
          || pair.size() != 2
          || !(pair.get(0) instanceof String piece)
          || !(pair.get(1) instanceof Number score)) {
        throw json.get("vocab").at(i).problem("an entry is a pair of a token and its score");
      }
      pieces[i] = piece;
      scores[i] = score.doubleValue();
      tokens.put(piece, i);
    }
    int unknown = json.getOr("unk_id", Json::count, Vocabulary.NONE);
    if (unknown >= pieces.length) {
      throw json.get("unk_id")
          .problem(unknown + " is no token: the vocabulary has " + pieces.length + " tokens");
    }
    return new Unigram(
        new Vocabulary(tokens),
        pieces,
        scores,
        unknown,
        json.getOr("byte_fallback", Json::bool, false));
  }
}
