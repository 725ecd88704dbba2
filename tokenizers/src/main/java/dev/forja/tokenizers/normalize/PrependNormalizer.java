package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;

/** Puts a text before each text that is not empty. */
final class PrependNormalizer implements Normalizer {
  private final String prefix;

  PrependNormalizer(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    if (text.length() == 0 || prefix.isEmpty()) {
      return text;
    }
    text.align();
    spare.clearAligned();
    for (int i = 0; i < prefix.length(); i++) {
      spare.add(prefix.charAt(i), text.start(0), text.alignedEnd(0));
    }
    spare.add(text, 0, text.length());
    return spare;
  }
}
