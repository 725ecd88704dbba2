package dev.forja.tokenizers;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How encodings that are too long are cut. {@code Truncation.to(512).withStride(128)} cuts a text
 * into windows of at most 512 tokens, special tokens included, that share 128 tokens with the
 * window before: the first is the encoding itself, the others are its {@link Encoding#overflowing()
 * overflow}.
 *
 * <p>Immutable, and therefore safe for use by many threads. Two are equal if their settings are.
 */
public final class Truncation {
  /** What is cut of a pair of texts. Safe for use by many threads. */
  public enum Strategy {
    /**
     * The longer of the two texts first, until both are equally long; then one token of each in
     * turn.
     */
    LONGEST_FIRST,
    /** Only the first text, which must be long enough. */
    ONLY_FIRST,
    /** Only the second text, which must be there and be long enough. */
    ONLY_SECOND
  }

  private final int maxLength;
  private final int stride;
  private final Strategy strategy;
  private final Side direction;

  private Truncation(int maxLength, int stride, Strategy strategy, Side direction) {
    this.maxLength = maxLength;
    this.stride = stride;
    this.strategy = strategy;
    this.direction = direction;
  }

  /**
   * Cuts to at most {@code maxLength} tokens, special tokens included; the longer text of a pair
   * first, on the right, and windows share no token.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public static Truncation to(int maxLength) {
    if (maxLength < 0) {
      throw new IllegalArgumentException(
          "the maximum length is " + maxLength + "; it is 0 or more");
    }
    return new Truncation(maxLength, 0, Strategy.LONGEST_FIRST, Side.RIGHT);
  }

  /**
   * The number of tokens that a window shares with the window before. It must be smaller than the
   * maximum length without special tokens, else encoding a text that is too long fails.
   *
   * @throws IllegalArgumentException if the stride is negative
   */
  public Truncation withStride(int stride) {
    if (stride < 0) {
      throw new IllegalArgumentException("the stride is " + stride + "; it is 0 or more");
    }
    return new Truncation(maxLength, stride, strategy, direction);
  }

  /** What is cut of a pair of texts. */
  public Truncation withStrategy(Strategy strategy) {
    return new Truncation(maxLength, stride, Objects.requireNonNull(strategy), direction);
  }

  /** The side on which tokens are cut off. */
  public Truncation withDirection(Side direction) {
    return new Truncation(maxLength, stride, strategy, Objects.requireNonNull(direction));
  }

  /** The largest number of tokens, special tokens included. */
  public int maxLength() {
    return maxLength;
  }

  /** The number of tokens that a window shares with the window before. */
  public int stride() {
    return stride;
  }

  /** What is cut of a pair of texts. */
  public Strategy strategy() {
    return strategy;
  }

  /** The side on which tokens are cut off. */
  public Side direction() {
    return direction;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Truncation that
        && maxLength == that.maxLength
        && stride == that.stride
        && strategy == that.strategy
        && direction == that.direction;
  }

  @Override
  public int hashCode() {
    return Objects.hash(maxLength, stride, strategy, direction);
  }

  @Override
  public String toString() {
    return "Truncation[maxLength=%d, stride=%d, strategy=%s, direction=%s]"
        .formatted(maxLength, stride, strategy, direction);
  }
}
