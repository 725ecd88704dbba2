package dev.forja.tokenizers;

import dev.forja.tokenizers.post.TokenRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * The tokens of a text or of a pair of texts. Token {@code i} has an id, a type id, a place in the
 * text, and so on; all arrays have one element per token, and each call returns a new array.
 *
 * <p>Immutable, and therefore safe for use by many threads.
 */
public final class Encoding {
  private final TokenRun tokens;
  private final IntFunction<String> names;
  private final List<String> texts;
  private final List<Encoding> overflowing;

  /**
   * @param texts the text, or both texts of a pair
   */
  Encoding(
      TokenRun tokens, IntFunction<String> names, List<String> texts, List<Encoding> overflowing) {
    this.tokens = tokens;
    this.names = names;
    this.texts = List.copyOf(texts);
    this.overflowing = List.copyOf(overflowing);
  }

  /** The number of tokens. */
  public int size() {
    return tokens.size();
  }

  /** The ids of the tokens, as models read them. */
  public int[] ids() {
    return tokens.ids.clone();
  }

  /** The type ids: with most models 0 for the first text of a pair and 1 for the second. */
  public int[] typeIds() {
    return tokens.typeIds.clone();
  }

  /** 1 for each token, 0 for padding. */
  public int[] attentionMask() {
    return tokens.attentionMask.clone();
  }

  /** 1 for each token that was added around the texts or as padding, 0 for all others. */
  public int[] specialTokensMask() {
    return tokens.specialTokensMask.clone();
  }

  /** The tokens as the vocabulary spells them, for example {@code ##ing}. */
  public List<String> tokens() {
    List<String> list = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      list.add(token(i));
    }
    return list;
  }

  /** The token at an index, as the vocabulary spells it. */
  public String token(int index) {
    String own = tokens.name(index);
    return own == null ? names.apply(tokens.ids[index]) : own;
  }

  /**
   * The first char of each token in its text: an index into the UTF-16 chars of the text that was
   * given, before it was normalised. 0 for a token that was added around the texts or as padding.
   * {@link #sequenceIds} says which text of a pair it is. An offset is never inside a surrogate
   * pair.
   */
  public int[] starts() {
    return tokens.starts.clone();
  }

  /** The index after the last char of each token in its text, like {@link #starts}. */
  public int[] ends() {
    return tokens.ends.clone();
  }

  /** The place of a token in its text, in UTF-16 chars, like {@link #starts}. */
  public Span span(int index) {
    return new Span(tokens.starts[index], tokens.ends[index]);
  }

  /** The places of all tokens in their texts, in UTF-16 chars, like {@link #starts}. */
  public List<Span> spans() {
    List<Span> spans = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      spans.add(span(i));
    }
    return spans;
  }

  /**
   * The places of all tokens in their texts, counted in code points, as Hugging Face's Python
   * library counts them.
   */
  public List<Span> codePointSpans() {
    return CodePoints.spans(texts, tokens);
  }

  /**
   * The number of the word that each token belongs to, counted from 0 in each text; -1 for a token
   * that was added around the texts or as padding. What a word is depends on the tokenizer.
   */
  public int[] wordIds() {
    return tokens.wordIds.clone();
  }

  /**
   * The number of the text that each token belongs to: 0, or 1 for the second text of a pair; -1
   * for a token that was added around the texts or as padding.
   */
  public int[] sequenceIds() {
    return tokens.sequenceIds.clone();
  }

  /** The index of the token that covers a char of a text of a pair; empty if none does. */
  public OptionalInt tokenAt(int charIndex, int sequence) {
    for (int i = 0; i < size(); i++) {
      if (tokens.sequenceIds[i] == sequence
          && tokens.starts[i] <= charIndex
          && charIndex < tokens.ends[i]) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The other windows of a text that was cut, in their order in the text; empty if nothing was cut.
   */
  public List<Encoding> overflowing() {
    return overflowing;
  }

  /** The number of tokens and the first of them. */
  @Override
  public String toString() {
    int shown = Math.min(size(), 16);
    return "Encoding[%d tokens, ids=%s%s]"
        .formatted(
            size(), Arrays.toString(Arrays.copyOf(tokens.ids, shown)), shown < size() ? "..." : "");
  }
}
