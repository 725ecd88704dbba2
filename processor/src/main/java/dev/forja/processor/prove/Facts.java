package dev.forja.processor.prove;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was learned about the symbols of one model on the way to the current place in the code. What
 * was learned where an execution may not come by is forgotten again.
 */
final class Facts {
  private final List<Change> changes = new ArrayList<>();

  /** A symbol, and what was known about it before. */
  private record Change(Symbol symbol, boolean positive, @Nullable Size equal) {}

  /** Keeps what is known about a symbol, which is about to change. */
  void changing(Symbol symbol, boolean positive, @Nullable Size equal) {
    changes.add(new Change(symbol, positive, equal));
  }

  /** The number of changes so far. */
  int count() {
    return changes.size();
  }

  /** Forgets what was learned since there were this many changes. */
  void forgetSince(int count) {
    while (changes.size() > count) {
      Change last = changes.removeLast();
      last.symbol().restore(last.positive(), last.equal());
    }
  }
}
