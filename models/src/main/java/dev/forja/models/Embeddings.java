package dev.forja.models;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The vectors of several texts, in their order. Its values must not be changed; then it is safe for
 * use by many threads.
 */
public final class Embeddings {
  private final float[] values;
  private final int dimension;
  private final int cut;
  private final long tokens;

  Embeddings(float[] values, int dimension, int cut, long tokens) {
    this.values = values;
    this.dimension = dimension;
    this.cut = cut;
    this.tokens = tokens;
  }

  /** The number of texts. */
  public int size() {
    return values.length / dimension;
  }

  /** The length of a vector. */
  public int dimension() {
    return dimension;
  }

  /** The number of texts that were cut, because they exceed the maximum length of the model. */
  public int cut() {
    return cut;
  }

  /**
   * The number of tokens that were read: those of all texts, with the tokens of a prompt and those
   * that the tokenizer adds.
   */
  public long tokens() {
    return tokens;
  }

  /** A copy of the vector of one text. */
  public float[] get(int index) {
    Objects.checkIndex(index, size());
    return Arrays.copyOfRange(values, index * dimension, (index + 1) * dimension);
  }

  /** All vectors, one after the other: the array itself, not a copy. */
  public float[] values() {
    return values;
  }

  /** The vectors as a list, whose elements are copies. */
  public List<float[]> toList() {
    return new AbstractList<>() {
      @Override
      public float[] get(int index) {
        return Embeddings.this.get(index);
      }

      @Override
      public int size() {
        return Embeddings.this.size();
      }
    };
  }
}
