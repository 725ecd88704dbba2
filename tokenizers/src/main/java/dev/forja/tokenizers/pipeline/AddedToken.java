package dev.forja.tokenizers.pipeline;

import dev.forja.tokenizers.json.Json;

/**
 * A token that is looked for in texts before they are split.
 *
 * @param content its text
 * @param singleWord whether it must not be next to a character of a word
 * @param lstrip whether white space before it belongs to it
 * @param rstrip whether white space behind it belongs to it
 * @param normalized whether it is looked for in the normalised text
 * @param special whether decoding leaves it out
 */
record AddedToken(
    String content,
    boolean singleWord,
    boolean lstrip,
    boolean rstrip,
    boolean normalized,
    boolean special) {

  static AddedToken read(Json json) {
    json.need("id").count();
    boolean special = json.getOr("special", Json::bool, false);
    return new AddedToken(
        json.need("content").text(),
        json.getOr("single_word", Json::bool, false),
        json.getOr("lstrip", Json::bool, false),
        json.getOr("rstrip", Json::bool, false),
        json.getOr("normalized", Json::bool, !special),
        special);
  }
}
