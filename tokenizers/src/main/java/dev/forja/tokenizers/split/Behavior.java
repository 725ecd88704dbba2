package dev.forja.tokenizers.split;

import dev.forja.tokenizers.json.Json;
import dev.forja.tokenizers.regex.Matches;
import dev.forja.tokenizers.text.Pieces;

/** What becomes of the matches that split a text. */
enum Behavior {
  REMOVED,
  ISOLATED,
  MERGED_WITH_PREVIOUS,
  MERGED_WITH_NEXT,
  CONTIGUOUS;

  static Behavior read(Json json) {
    return switch (json.text()) {
      case "Removed" -> REMOVED;
      case "Isolated" -> ISOLATED;
      case "MergedWithPrevious" -> MERGED_WITH_PREVIOUS;
      case "MergedWithNext" -> MERGED_WITH_NEXT;
      case "Contiguous" -> CONTIGUOUS;
      default ->
          throw json.problem(
              "the behavior "
                  + Json.show(json.text())
                  + " is not known; known are Removed, Isolated, MergedWithPrevious,"
                  + " MergedWithNext, Contiguous");
    };
  }

  /**
   * Adds the parts of a piece.
   *
   * @param invert whether what is between the matches is taken for the matches
   */
  void split(int from, int to, Matches found, boolean invert, Pieces out) {
    Parts parts = new Parts(this, out);
    int done = from;
    for (int i = 0; i < found.count(); i++) {
      if (done != found.start(i)) {
        parts.add(done, found.start(i), invert);
      }
      parts.add(found.start(i), found.end(i), !invert);
      done = found.end(i);
    }
    if (done != to) {
      parts.add(done, to, invert);
    }
    parts.end();
  }

  /** Joins neighbours. */
  private static final class Parts {
    private final Behavior behavior;
    private final Pieces out;
    private boolean isOpen;
    private int from;
    private int to;
    private boolean wasMatch;

    Parts(Behavior behavior, Pieces out) {
      this.behavior = behavior;
      this.out = out;
    }

    void add(int first, int last, boolean isMatch) {
      switch (behavior) {
        case REMOVED -> {
          if (!isMatch) {
            out.add(first, last);
          }
        }
        case ISOLATED -> out.add(first, last);
        case CONTIGUOUS -> join(isOpen && isMatch == wasMatch, first, last);
        case MERGED_WITH_PREVIOUS -> join(isOpen && isMatch && !wasMatch, first, last);
        case MERGED_WITH_NEXT -> join(isOpen && wasMatch && !isMatch, first, last);
      }
      wasMatch = isMatch;
    }

    private void join(boolean isJoined, int first, int last) {
      if (!isJoined) {
        end();
        from = first;
      }
      isOpen = true;
      to = last;
    }

    void end() {
      if (isOpen) {
        out.add(from, to);
        isOpen = false;
      }
    }
  }
}
