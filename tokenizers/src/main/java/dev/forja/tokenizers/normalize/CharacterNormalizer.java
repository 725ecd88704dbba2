package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Transform;
import java.util.function.IntUnaryOperator;

/** Replaces each character by one other, or by none. */
final class CharacterNormalizer implements Normalizer {
  /** Says that a character is removed. */
  static final int GONE = -1;

  private final IntUnaryOperator map;

  CharacterNormalizer(IntUnaryOperator map) {
    this.map = map;
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    char[] chars = text.chars();
    int length = text.length();
    for (int i = 0; i < length; ) {
      int c = Character.codePointAt(chars, i, length);
      int mapped = map.applyAsInt(c);
      if (mapped != c) {
        if (mapped < 0 || mapped > 0xFFFF || c > 0xFFFF) {
          return copy(text, shift, spare);
        }
        chars[i] = (char) mapped; // one char by one char: places stay as they are
      }
      i += Character.charCount(c);
    }
    return text;
  }

  private AlignedText copy(AlignedText text, int shift, AlignedText spare) {
    spare.clearAligned();
    Transform out = new Transform(text, 0, text.length(), shift, spare);
    int pending = GONE;
    int gone = 0;
    for (int i = 0; i < text.length(); ) {
      int c = Character.codePointAt(text.chars(), i, text.length());
      i += Character.charCount(c);
      int mapped = map.applyAsInt(c);
      if (mapped == GONE) {
        gone++;
        continue;
      }
      if (pending == GONE) {
        out.skip(gone);
      } else {
        out.emit(pending, -gone);
      }
      pending = mapped;
      gone = 0;
    }
    if (pending != GONE) {
      out.emit(pending, -gone);
    }
    return spare;
  }
}
