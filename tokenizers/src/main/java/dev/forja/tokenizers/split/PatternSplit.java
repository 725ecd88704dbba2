package dev.forja.tokenizers.split;

import dev.forja.tokenizers.regex.Finder;
import dev.forja.tokenizers.regex.Matches;

/** Splits at the matches of a pattern. */
final class PatternSplit implements PreTokenizer {
  private final Finder finder;
  private final Behavior behavior;
  private final boolean invert;

  PatternSplit(Finder finder, Behavior behavior, boolean invert) {
    this.finder = finder;
    this.behavior = behavior;
    this.invert = invert;
  }

  @Override
  public void apply(Work work) {
    char[] chars = work.pieces().text().chars();
    PreTokenizer.split(
        work,
        (from, to, out) -> {
          Matches found = work.matches();
          finder.find(chars, from, to, found);
          behavior.split(from, to, found, invert, out);
        });
  }
}
