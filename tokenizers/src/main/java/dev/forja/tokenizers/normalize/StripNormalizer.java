package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Unicode;

/** Removes white space at the ends. */
final class StripNormalizer implements Normalizer {
  private final boolean left;
  private final boolean right;

  StripNormalizer(boolean left, boolean right) {
    this.left = left;
    this.right = right;
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    char[] chars = text.chars();
    int from = 0;
    int to = text.length();
    while (left && from < to && Unicode.isWhitespace(chars[from])) {
      from++;
    }
    while (right && to > from && Unicode.isWhitespace(chars[to - 1])) {
      to--;
    }
    if (from == 0 && to == text.length()) {
      return text;
    }
    spare.clearAligned();
    spare.add(text, from, to);
    return spare;
  }
}
