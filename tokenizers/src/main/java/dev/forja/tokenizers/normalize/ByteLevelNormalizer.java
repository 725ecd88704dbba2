package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.ByteAlphabet;

/** Replaces each character by those that stand for its bytes. */
final class ByteLevelNormalizer implements Normalizer {
  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    spare.clearAligned();
    ByteAlphabet.write(text, 0, text.length(), spare);
    return spare;
  }
}
