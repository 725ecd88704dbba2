package dev.forja.tokenizers;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How encodings that are too short are filled up. {@code Padding.longest()} fills up the encodings
 * of one call of {@code encodeAll} to the longest of them, {@code Padding.to(128)} fills up each
 * encoding to 128 tokens. The attention mask of a padding token is 0, its special tokens mask is 1,
 * its span is (0, 0).
 *
 * <p>Immutable, and therefore safe for use by many threads. Two are equal if their settings are.
 */
public final class Padding {
  private static final int LONGEST = -1;

  private final int length;
  private final int multipleOf;
  private final Side direction;
  private final @Nullable String token;
  private final int id;
  private final int typeId;

  private Padding(
      int length, int multipleOf, Side direction, @Nullable String token, int id, int typeId) {
    this.length = length;
    this.multipleOf = multipleOf;
    this.direction = direction;
    this.token = token;
    this.id = id;
    this.typeId = typeId;
  }

  /**
   * Fills up to the longest encoding of the call, on the right, by the padding token of the
   * tokenizer.
   */
  public static Padding longest() {
    return new Padding(LONGEST, 1, Side.RIGHT, null, 0, 0);
  }

  /**
   * Fills up to {@code length} tokens, on the right, by the padding token of the tokenizer. Longer
   * encodings stay as they are.
   *
   * @throws IllegalArgumentException if the length is negative
   */
  public static Padding to(int length) {
    if (length < 0) {
      throw new IllegalArgumentException("the padded length is " + length + "; it is 0 or more");
    }
    return new Padding(length, 1, Side.RIGHT, null, 0, 0);
  }

  /**
   * Rounds the padded length up to a multiple.
   *
   * @throws IllegalArgumentException if the multiple is not positive
   */
  public Padding withMultipleOf(int multiple) {
    if (multiple < 1) {
      throw new IllegalArgumentException("a length cannot be a multiple of " + multiple);
    }
    return new Padding(length, multiple, direction, token, id, typeId);
  }

  /** The side on which padding tokens are added. */
  public Padding withDirection(Side direction) {
    return new Padding(length, multipleOf, Objects.requireNonNull(direction), token, id, typeId);
  }

  /** The padding token and its id, which need not be in the vocabulary. */
  public Padding withToken(String token, int id) {
    return new Padding(length, multipleOf, direction, Objects.requireNonNull(token), id, typeId);
  }

  /** The type id of padding tokens, 0 otherwise. */
  public Padding withTypeId(int typeId) {
    return new Padding(length, multipleOf, direction, token, id, typeId);
  }

  /** The padded length; empty if it is the length of the longest encoding. */
  public OptionalInt length() {
    return length == LONGEST ? OptionalInt.empty() : OptionalInt.of(length);
  }

  /** The padded length is a multiple of this. */
  public int multipleOf() {
    return multipleOf;
  }

  /** The side on which padding tokens are added. */
  public Side direction() {
    return direction;
  }

  /** The padding token; null if it is that of the tokenizer. */
  public @Nullable String token() {
    return token;
  }

  /** The id of the padding token; of no meaning if {@link #token} is null. */
  public int id() {
    return id;
  }

  /** The type id of padding tokens. */
  public int typeId() {
    return typeId;
  }

  /** The length to which encodings are filled up, of which the longest has this many tokens. */
  int target(int longest) {
    long target = length == LONGEST ? longest : length;
    target = (target + multipleOf - 1) / multipleOf * multipleOf;
    return Math.toIntExact(target);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Padding that
        && length == that.length
        && multipleOf == that.multipleOf
        && direction == that.direction
        && Objects.equals(token, that.token)
        && id == that.id
        && typeId == that.typeId;
  }

  @Override
  public int hashCode() {
    return Objects.hash(length, multipleOf, direction, token, id, typeId);
  }

  @Override
  public String toString() {
    return "Padding[length=%s, multipleOf=%d, direction=%s, token=%s, id=%d, typeId=%d]"
        .formatted(
            length == LONGEST ? "longest" : length, multipleOf, direction, token, id, typeId);
  }
}
