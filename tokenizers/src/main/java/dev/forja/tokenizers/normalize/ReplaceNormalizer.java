package dev.forja.tokenizers.normalize;

import dev.forja.tokenizers.regex.Finder;
import dev.forja.tokenizers.regex.Matches;
import dev.forja.tokenizers.text.AlignedText;

/** Replaces the matches of a pattern by a text, which has the place of the end of the match. */
final class ReplaceNormalizer implements Normalizer {
  private final Finder finder;
  private final String content;

  ReplaceNormalizer(Finder finder, String content) {
    this.finder = finder;
    this.content = content;
  }

  @Override
  public AlignedText apply(AlignedText text, int shift, AlignedText spare) {
    Matches found = new Matches();
    finder.find(text.chars(), 0, text.length(), found);
    if (text.length() == 0 || found.count() == 0) {
      return text;
    }
    if (content.length() == 1 && isOneToOne(found)) {
      for (int i = 0; i < found.count(); i++) {
        text.chars()[found.start(i)] = content.charAt(0);
      }
      return text;
    }
    spare.clearAligned();
    text.align();
    int done = 0;
    for (int i = 0; i < found.count(); i++) {
      spare.add(text, done, found.start(i));
      int last = found.end(i) - 1;
      int start = last < 0 ? shift : text.start(last);
      int end = last < 0 ? shift : text.alignedEnd(last);
      for (int k = 0; k < content.length(); k++) {
        spare.add(content.charAt(k), start, end);
      }
      done = found.end(i);
    }
    spare.add(text, done, text.length());
    return spare;
  }

  private static boolean isOneToOne(Matches found) {
    for (int i = 0; i < found.count(); i++) {
      if (found.end(i) - found.start(i) != 1) {
        return false;
      }
    }
    return true;
  }
}
