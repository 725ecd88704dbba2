package dev.forja.tokenizers.split;

import dev.forja.tokenizers.text.Pieces;

/** Splits the pieces of a text further, and may change their text. Immutable. */
public interface PreTokenizer {
  /**
   * Splits pieces. Those that are added tokens stay as they are.
   *
   * @param work what only this call uses
   */
  void apply(Work work);

  /** Splits all pieces that are no added tokens, without a change of the text. */
  static void split(Work work, Splitter splitter) {
    Pieces in = work.pieces();
    Pieces out = work.next(in.text());
    for (int i = 0; i < in.count(); i++) {
      if (in.token(i) != Pieces.NONE) {
        out.add(in.from(i), in.to(i), in.shift(i), in.token(i));
      } else {
        splitter.split(in.from(i), in.to(i), out);
      }
    }
    work.done();
  }

  /** Splits a piece. */
  @FunctionalInterface
  interface Splitter {
    /** Adds the parts of a piece. */
    void split(int from, int to, Pieces out);
  }
}
