package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Forms;
import dev.forja.tokenizers.text.Transform;

/** One of the Unicode normalisation forms. */
enum FormNormalizer implements Normalizer {
  NFC(false, true, 0x300),
  NFD(false, false, 0xC0),
  NFKC(true, true, 0xA0),
  NFKD(true, false, 0xA0);

  private final boolean compatible;
  private final boolean compose;
  private final char first;

  /**
   * @param first no char before this one changes
   */
  FormNormalizer(boolean compatible, boolean compose, int first) {
    this.compatible = compatible;
    this.compose = compose;
    this.first = (char) first;
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    char[] chars = text.chars();
    int length = text.length();
    for (int i = 0; i < length; i++) {
      if (chars[i] >= first) {
        spare.clearAligned();
        Transform out = new Transform(text, 0, length, shift, spare);
        Forms.apply(text, 0, length, compatible, compose, out);
        return spare;
      }
    }
    return text;
  }
}
