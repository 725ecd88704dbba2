package dev.forja.tokenizers;

import dev.forja.tokenizers.learn.MergeLearner;
import dev.forja.tokenizers.learn.TokenizerJson;
import dev.forja.tokenizers.learn.WordCounts;
import java.util.HashSet;
import java.util.List;

/**
 * Learns a byte-level BPE tokenizer, as that of GPT-2, from texts: the same merges as the trainer
 * of Hugging Face's library learns with the alphabet of all bytes.
 *
 * <pre>{@code
 * String file = BpeTrainer.of(2048).withSpecialTokens("<|endoftext|>").train(lines);
 * Files.writeString(folder.resolve("tokenizer.json"), file);
 * Tokenizer tokenizer = Tokenizer.load(folder);
 * }</pre>
 *
 * <p>Texts are split into words, numbers and other characters as GPT-2 splits them, and no token is
 * longer than one of these. Every text has tokens, since each byte is one.
 *
 * <p>Immutable, and therefore safe for use by many threads.
 */
public final class BpeTrainer {
  private static final int BYTES = 256;

  private final int vocabularySize;
  private final long minFrequency;
  private final List<String> specialTokens;

  private BpeTrainer(int vocabularySize, long minFrequency, List<String> specialTokens) {
    this.vocabularySize = vocabularySize;
    this.minFrequency = minFrequency;
    this.specialTokens = specialTokens;
    if (vocabularySize < BYTES + specialTokens.size()) {
      throw new IllegalArgumentException(
          "BpeTrainer: the vocabulary has %d tokens, but must have at least %d, for all bytes and %d special tokens"
              .formatted(vocabularySize, BYTES + specialTokens.size(), specialTokens.size()));
    }
  }

  /**
   * A trainer without special tokens that merges every pair, even those that occur once.
   *
   * @param vocabularySize the number of tokens to end with, special ones included; texts with too
   *     few different words give fewer
   * @throws IllegalArgumentException if it is less than 256, the number of bytes
   */
  public static BpeTrainer of(int vocabularySize) {
    return new BpeTrainer(vocabularySize, 1, List.of());
  }

  /**
   * Merges only pairs that occur so often.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public BpeTrainer withMinFrequency(long minFrequency) {
    if (minFrequency < 1) {
      throw new IllegalArgumentException(
          "BpeTrainer: minFrequency is %d, but must be at least 1".formatted(minFrequency));
    }
    return new BpeTrainer(vocabularySize, minFrequency, specialTokens);
  }

  /**
   * Adds special tokens, which get the first ids in this order. They are not looked for in the
   * texts to learn from.
   *
   * @throws IllegalArgumentException if one is empty or there twice, or if the vocabulary is too
   *     small for them
   */
  public BpeTrainer withSpecialTokens(String... tokens) {
    List<String> all = List.of(tokens);
    if (all.contains("") || new HashSet<>(all).size() < all.size()) {
      throw new IllegalArgumentException(
          "BpeTrainer: the special tokens are %s, but must be different and not empty"
              .formatted(all));
    }
    return new BpeTrainer(vocabularySize, minFrequency, all);
  }

  /**
   * Learns from texts, in the calling thread; returns what a {@code tokenizer.json} contains. Their
   * order does not matter, and words do not go from one text to the next. {@link Tokenizer#read}
   * makes a tokenizer of it.
   */
  public String train(Iterable<String> texts) {
    WordCounts words = new WordCounts();
    texts.forEach(words::add);
    MergeLearner learner = new MergeLearner(specialTokens);
    learner.learn(words.counts(), vocabularySize, minFrequency);
    return TokenizerJson.of(learner, specialTokens);
  }

  @Override
  public String toString() {
    return "BpeTrainer[%d tokens, minFrequency %d, special tokens %s]"
        .formatted(vocabularySize, minFrequency, specialTokens);
  }
}
