package dev.forja.tokenizers;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How texts are encoded: with or without special tokens, cut, filled up. {@link #defaults} does
 * what the file of the tokenizer says, as Hugging Face's library does: many files ask for a
 * truncation and a padding of their own.
 *
 * <p>Immutable, and therefore safe for use by many threads. Two are equal if their settings are.
 */
public final class EncodeOptions {
  private static final EncodeOptions DEFAULTS = new EncodeOptions(true, null, true, null, true);

  private final boolean specialTokens;
  private final @Nullable Truncation truncation;
  private final boolean isFilesTruncation;
  private final @Nullable Padding padding;
  private final boolean isFilesPadding;

  private EncodeOptions(
      boolean specialTokens,
      @Nullable Truncation truncation,
      boolean isFilesTruncation,
      @Nullable Padding padding,
      boolean isFilesPadding) {
    this.specialTokens = specialTokens;
    this.truncation = truncation;
    this.isFilesTruncation = isFilesTruncation;
    this.padding = padding;
    this.isFilesPadding = isFilesPadding;
  }

  /** With special tokens, and the truncation and padding that the tokenizer's file says. */
  public static EncodeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Whether special tokens such as [CLS] and [SEP] are added around the texts. Those that stand in
   * the texts are found in both cases.
   */
  public EncodeOptions withSpecialTokens(boolean specialTokens) {
    return new EncodeOptions(specialTokens, truncation, isFilesTruncation, padding, isFilesPadding);
  }

  /** Cuts as {@code truncation} says, not as the tokenizer's file says. */
  public EncodeOptions withTruncation(Truncation truncation) {
    return new EncodeOptions(
        specialTokens, Objects.requireNonNull(truncation), false, padding, isFilesPadding);
  }

  /** Cuts nothing, whatever the tokenizer's file says. */
  public EncodeOptions withoutTruncation() {
    return new EncodeOptions(specialTokens, null, false, padding, isFilesPadding);
  }

  /** Fills up as {@code padding} says, not as the tokenizer's file says. */
  public EncodeOptions withPadding(Padding padding) {
    return new EncodeOptions(
        specialTokens, truncation, isFilesTruncation, Objects.requireNonNull(padding), false);
  }

  /** Fills up nothing, whatever the tokenizer's file says. */
  public EncodeOptions withoutPadding() {
    return new EncodeOptions(specialTokens, truncation, isFilesTruncation, null, false);
  }

  /** Whether special tokens are added around the texts. */
  public boolean specialTokens() {
    return specialTokens;
  }

  /** The truncation in place of the one of the tokenizer's file; empty if there is none. */
  public Optional<Truncation> truncation() {
    return Optional.ofNullable(truncation);
  }

  /** The padding in place of the one of the tokenizer's file; empty if there is none. */
  public Optional<Padding> padding() {
    return Optional.ofNullable(padding);
  }

  /** The truncation of an encoding by a tokenizer whose file says {@code file}. */
  @Nullable Truncation truncation(@Nullable Truncation file) {
    return isFilesTruncation ? file : truncation;
  }

  /** The padding of encodings by a tokenizer whose file says {@code file}. */
  @Nullable Padding padding(@Nullable Padding file) {
    return isFilesPadding ? file : padding;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EncodeOptions that
        && specialTokens == that.specialTokens
        && Objects.equals(truncation, that.truncation)
        && isFilesTruncation == that.isFilesTruncation
        && Objects.equals(padding, that.padding)
        && isFilesPadding == that.isFilesPadding;
  }

  @Override
  public int hashCode() {
    return Objects.hash(specialTokens, truncation, isFilesTruncation, padding, isFilesPadding);
  }

  @Override
  public String toString() {
    return "EncodeOptions[specialTokens=%s, truncation=%s, padding=%s]"
        .formatted(
            specialTokens,
            isFilesTruncation ? "as in the file" : truncation,
            isFilesPadding ? "as in the file" : padding);
  }
}
