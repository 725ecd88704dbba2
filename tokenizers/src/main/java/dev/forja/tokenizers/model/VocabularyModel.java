package dev.forja.tokenizers.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model whose tokens are those of a vocabulary. */
abstract class VocabularyModel implements TokenModel {
  final Vocabulary vocabulary;

  VocabularyModel(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  @Override
  public int size() {
    return vocabulary.size();
  }

  @Override
  public final int idOf(String token) {
    return vocabulary.idOf(token);
  }

  @Override
  public @Nullable String tokenOf(int id) {
    return vocabulary.tokenOf(id);
  }

  @Override
  public final void addTo(Map<String, Integer> map) {
    vocabulary.addTo(map);
  }

  /** The id of the token for what is unknown, which is needed now. */
  final int unknown(@Nullable String token) {
    int id = token == null ? Vocabulary.NONE : vocabulary.idOf(token);
    if (id == Vocabulary.NONE) {
      throw new IllegalArgumentException(
          "the text has something that no token stands for, and the vocabulary has no token \""
              + token
              + "\" for what is unknown");
    }
    return id;
  }
}
