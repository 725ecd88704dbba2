package dev.forja.tokenizers.model;

import org.jspecify.annotations.Nullable;

/** Divides words into tokens. Immutable, so that many threads may use it. */
public interface TokenModel {
  /**
   * Adds the tokens of a word.
   *
   * @param scratch what {@link #newScratch} has made, which only one thread may use at a time
   */
  void tokenize(char[] chars, int from, int to, Scratch scratch, Tokens out);

  /** Memory for one thread at a time. */
  default Scratch newScratch() {
    return new Scratch();
  }

  /** The number of tokens, as ids of added tokens are counted on from it. */
  int size();

  /** The id of a token, or {@link Vocabulary#NONE}. */
  int idOf(String token);

  /** The token with an id, or null. */
  @Nullable String tokenOf(int id);

  /** Adds all tokens and ids to a map. */
  void addTo(java.util.Map<String, Integer> map);
}
