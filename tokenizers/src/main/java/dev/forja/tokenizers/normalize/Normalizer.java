package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;

/** Changes a text. Immutable, so that many threads may use it. */
public interface Normalizer {
  /**
   * Changes a text.
   *
   * @param text the text, and where it came from
   * @param shift the place in the original where the text begins
   * @param spare another text, whose content is lost
   * @return the changed text: one of the two
   */
  AlignedText apply(AlignedText text, int shift, AlignedText spare);
}
