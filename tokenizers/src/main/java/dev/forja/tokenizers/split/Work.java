package dev.forja.tokenizers.split;

import dev.forja.tokenizers.regex.Matches;
import dev.forja.tokenizers.text.AlignedText;
import dev.forja.tokenizers.text.Pieces;

/** The pieces of a text, and memory to split them in. Only one thread may use it. */
public final class Work {
  private Pieces pieces = new Pieces(new AlignedText());
  private Pieces next = new Pieces(new AlignedText());
  private final AlignedText first = new AlignedText();
  private final AlignedText second = new AlignedText();
  private final Matches matches = new Matches();

  /** The pieces. */
  public Pieces pieces() {
    return pieces;
  }

  /** Matches to fill. */
  Matches matches() {
    matches.clear();
    return matches;
  }

  /** New pieces of a text, which take the place of the old ones when {@link #done} is called. */
  Pieces next(AlignedText text) {
    next.reset(text);
    return next;
  }

  /** A text to fill, which is not that of the pieces. */
  AlignedText spare() {
    AlignedText spare = pieces.text() == first ? second : first;
    spare.clearAligned();
    return spare;
  }

  /** The new pieces take the place of the old ones. */
  void done() {
    Pieces old = pieces;
    pieces = next;
    next = old;
  }

  /** Whether it holds on to more memory than a pool should keep. */
  public boolean isLarge() {
    return pieces.isLarge() || next.isLarge() || first.isLarge() || second.isLarge();
  }
}
