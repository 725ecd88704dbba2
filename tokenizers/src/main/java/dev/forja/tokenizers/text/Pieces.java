package dev.forja.tokenizers.text;

import java.util.Arrays;

/**
 * A text and the pieces that it was split into: parts of it without overlap, in order. A piece that
 * is an added token has its id. Only one thread may use it.
 */
public final class Pieces {
  /** The token of a piece that is no added token. */
  public static final int NONE = -1;

  private AlignedText text;
  private int count;
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] shift = new int[64];
  private int[] token = new int[64];

  /** No pieces, and a text to fill. */
  public Pieces(AlignedText text) {
    this.text = text;
  }

  /** The text. */
  public AlignedText text() {
    return text;
  }

  /** Forgets all pieces, and has another text from now on. */
  public void reset(AlignedText newText) {
    text = newText;
    count = 0;
  }

  /** The number of pieces. */
  public int count() {
    return count;
  }

  /** The first char of a piece. */
  public int from(int piece) {
    return from[piece];
  }

  /** The index after the last char of a piece. */
  public int to(int piece) {
    return to[piece];
  }

  /** Where a piece began in the original text when it was split off. */
  public int shift(int piece) {
    return shift[piece];
  }

  /** The id of the added token that a piece is, or {@link #NONE}. */
  public int token(int piece) {
    return token[piece];
  }

  /** Adds a piece, unless it is empty. */
  public void add(int first, int last, int originalStart, int id) {
    if (first == last) {
      return;
    }
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      shift = Arrays.copyOf(shift, 2 * count);
      token = Arrays.copyOf(token, 2 * count);
    }
    from[count] = first;
    to[count] = last;
    shift[count] = originalStart;
    token[count] = id;
    count++;
  }

  /** Adds a part of a text that is no added token, unless it is empty. */
  public void add(int first, int last) {
    if (first < last) {
      add(first, last, text.start(first), NONE);
    }
  }

  /** Whether it holds on to more memory than a pool should keep. */
  public boolean isLarge() {
    return from.length > 1 << 14 || text.isLarge();
  }
}
