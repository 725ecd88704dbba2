package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Transform;
import dev.forja.tokenizers.text.Unicode;

/** Replaces characters by their lower case, one by one. */
final class LowercaseNormalizer implements Normalizer {
  private static final int DOTTED_I = 0x130;
  private static final Normalizer SIMPLE = new CharacterNormalizer(Unicode::lower);

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (text.chars()[i] == DOTTED_I) {
        return dotted(text, shift, spare);
      }
    }
    return SIMPLE.apply(text, shift, spare);
  }

  private static AlignedText dotted(AlignedText text, int shift, AlignedText spare) {
    spare.clearAligned();
    Transform out = new Transform(text, 0, text.length(), shift, spare);
    for (int i = 0; i < text.length(); ) {
      int c = Character.codePointAt(text.chars(), i, text.length());
      i += Character.charCount(c);
      if (c == DOTTED_I) {
        out.emit('i', 0);
        out.emit(0x307, 1);
      } else {
        out.emit(Unicode.lower(c), 0);
      }
    }
    return spare;
  }
}
