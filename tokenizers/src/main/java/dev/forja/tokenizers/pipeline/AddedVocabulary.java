package dev.forja.tokenizers.pipeline;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.model.TokenModel;
import dev.forja.tokenizers.model.Vocabulary;
import dev.forja.tokenizers.normalize.Normalizer;
import dev.forja.tokenizers.text.AlignedText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that were added to a model's own. A token that the model has keeps the model's id; all
 * others are numbered from the end of the model's vocabulary on, whatever ids the file says, as in
 * Hugging Face's library.
 */
final class AddedVocabulary {
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final Map<Integer, AddedToken> tokens = new LinkedHashMap<>();
  private final Set<String> special = new HashSet<>();
  private final TokenModel model;
  private int largest = -1;
  private final @Nullable TokenFinder plain;
  private final @Nullable TokenFinder normalized;

  AddedVocabulary(List<Json> list, TokenModel model, @Nullable Normalizer normalizer) {
    this.model = model;
    for (Json json : list) {
      AddedToken token = AddedToken.read(json);
      if (!token.content().isEmpty()) {
        add(token);
      }
    }
    TokenFinder.Builder plainTokens = new TokenFinder.Builder();
    TokenFinder.Builder normalizedTokens = new TokenFinder.Builder();
    tokens.forEach(
        (id, token) -> {
          if (token.normalized()) {
            normalizedTokens.add(normal(token.content(), normalizer), token, id);
          } else {
            plainTokens.add(token.content(), token, id);
          }
        });
    plain = plainTokens.isEmpty() ? null : plainTokens.build();
    normalized = normalizedTokens.isEmpty() ? null : normalizedTokens.build();
  }

  private void add(AddedToken token) {
    int id = idOf(token.content());
    if (id == Vocabulary.NONE) {
      id = Math.max(largest + 1, model.size());
    }
    largest = Math.max(largest, id);
    ids.put(token.content(), id);
    tokens.put(id, token);
    if (token.special()) {
      special.add(token.content());
    }
  }

  private static String normal(String content, @Nullable Normalizer normalizer) {
    if (normalizer == null) {
      return content;
    }
    AlignedText text = new AlignedText();
    text.set(content);
    return normalizer.apply(text, 0, new AlignedText()).toString();
  }

  /** Finds the tokens that stand in texts as they are; null if there are none. */
  @Nullable TokenFinder plain() {
    return plain;
  }

  /** Finds the tokens that stand in normalised texts; null if there are none. */
  @Nullable TokenFinder normalized() {
    return normalized;
  }

  int idOf(String token) {
    Integer id = ids.get(token);
    return id == null ? model.idOf(token) : id;
  }

  @Nullable String tokenOf(int id) {
    AddedToken token = tokens.get(id);
    return token == null ? model.tokenOf(id) : token.content();
  }

  boolean isSpecial(String token) {
    return special.contains(token);
  }

  int size() {
    int size = model.size();
    for (String token : ids.keySet()) {
      if (model.idOf(token) == Vocabulary.NONE) {
        size++;
      }
    }
    return size;
  }

  Map<String, Integer> all() {
    Map<String, Integer> all = new HashMap<>();
    model.addTo(all);
    all.putAll(ids);
    return all;
  }
}
