package dev.forja.tokenizers.post;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts special tokens around one text and around a pair.
 *
 * @param single the parts for one text
 * @param pair the parts for a pair
 * @param allTypesZero whether the type ids of all windows are 0 as well
 */
record Template(List<Part> single, List<Part> pair, boolean allTypesZero) implements PostProcessor {
  /** A part of the result: a text, or special tokens. */
  sealed interface Part {
    /** The type id of its tokens. */
    int typeId();
  }

  /** A text: 0, or 1 for the second of a pair. */
  record Sequence(int index, int typeId) implements Part {}

  /** Special tokens. */
  record Special(List<Integer> ids, List<String> names, int typeId) implements Part {
    TokenRun run() {
      return TokenRun.added(
          ids.stream().mapToInt(id -> id).toArray(), names.toArray(String[]::new), typeId, 1);
    }
  }

  @Override
  public int added(boolean isPair) {
    int count = 0;
    for (Part part : isPair ? pair : single) {
      count += part instanceof Special special ? special.ids().size() : 0;
    }
    return count;
  }

  @Override
  public List<TokenRun> process(List<TokenRun> runs, boolean addSpecialTokens) {
    List<TokenRun> parts = new ArrayList<>();
    for (Part part : runs.size() > 1 ? pair : single) {
      switch (part) {
        case Sequence(int index, int typeId) -> {
          TokenRun run = runs.get(index);
          Arrays.fill(run.typeIds, typeId);
          if (allTypesZero && addSpecialTokens) {
            run.overflowing.forEach(window -> Arrays.fill(window.typeIds, 0));
          }
          parts.add(run);
        }
        case Special special -> {
          if (addSpecialTokens) {
            parts.add(special.run());
          }
        }
      }
    }
    return parts;
  }
}
