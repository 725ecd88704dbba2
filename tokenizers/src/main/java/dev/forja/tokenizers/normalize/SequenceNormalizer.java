package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.text.AlignedText;
import java.util.List;

/** Applies normalisers one after the other. */
final class SequenceNormalizer implements Normalizer {
  private final Normalizer[] parts;

  SequenceNormalizer(List<Normalizer> parts) {
    this.parts = parts.toArray(Normalizer[]::new);
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    AlignedText now = text;
    AlignedText other = spare;
    for (Normalizer part : parts) {
      AlignedText changed = part.apply(now, shift, other);
      if (changed != now) {
        other = now;
        now = changed;
      }
    }
    return now;
  }
}
