package dev.forja.models;

import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A stream of pieces of text, each written when it is asked for. */
final class PieceStream extends AbstractSpliterator<String> {
  private final TokenWriter writer;
  private final TextPieces pieces;
  private final Set<Integer> ends;
  private boolean done;

  PieceStream(TokenWriter writer, TextPieces pieces, Set<Integer> ends) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.writer = writer;
    this.pieces = pieces;
    this.ends = ends;
  }

  Stream<String> stream() {
    return StreamSupport.stream(this, false);
  }

  @Override
  public boolean tryAdvance(Consumer<? super String> action) {
    while (!done) {
      int[] next = writer.write();
      done = next == null || ends.contains(next[0]);
      String piece;
      if (next == null || done) {
        piece = pieces.finish();
      } else {
        piece = pieces.add(next[0]);
        done = pieces.isStopped();
      }
      if (!piece.isEmpty()) {
        action.accept(piece);
        return true;
      }
    }
    return false;
  }
}
