package dev.forja.tokenizers;

import dev.forja.tokenizers.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What {@code tokenizer_config.json} says beside a tokenizer.
 *
 * @param paddingTokens names of the padding token, of which the first in the vocabulary counts
 * @param maxLength the largest number of tokens that the model reads
 */
record ModelHints(List<String> paddingTokens, OptionalInt maxLength) {
  static final ModelHints NONE = new ModelHints(List.of("[PAD]", "<pad>"), OptionalInt.empty());

  static ModelHints read(Json config) {
    List<String> tokens = new ArrayList<>();
    String own = token(config, "pad_token", "");
    if (!own.isEmpty()) {
      tokens.add(own);
    }
    tokens.addAll(NONE.paddingTokens());
    Json length = config.get("model_max_length");
    // A length of 1e30 says that there is none.
    OptionalInt most =
        length.isNull() || length.number() < 1 || length.number() > Integer.MAX_VALUE
            ? OptionalInt.empty()
            : OptionalInt.of((int) length.number());
    return new ModelHints(tokens, most);
  }

  /** The text of a token, which is a string or an object with its flags. */
  static String token(Json config, String name, String otherwise) {
    Json token = config.get(name);
    if (token.isNull()) {
      return otherwise;
    }
    return token.isObject() ? token.need("content").text() : token.text();
  }
}
