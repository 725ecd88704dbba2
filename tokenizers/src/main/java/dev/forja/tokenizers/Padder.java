package dev.forja.tokenizers;

import dev.forja.tokenizers.post.TokenRun;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Fills up tokens to a length. */
final class Padder {
  private Padder() {}

  /** Fills up tokens and their windows; those that are long enough stay as they are. */
  static TokenRun pad(TokenRun run, int length, Padding padding) {
    TokenRun padded = run.size() < length ? fill(run, length - run.size(), padding) : run;
    for (int i = 0; i < run.overflowing.size(); i++) {
      TokenRun window = pad(run.overflowing.get(i), length, padding);
      if (padded == run) {
        run.overflowing.set(i, window);
      } else {
        padded.overflowing.add(window);
      }
    }
    return padded;
  }

  private static TokenRun fill(TokenRun run, int count, Padding padding) {
    int[] ids = new int[count];
    Arrays.fill(ids, padding.id());
    String[] names = new String[count];
    Arrays.fill(names, Objects.requireNonNull(padding.token()));
    TokenRun added = TokenRun.added(ids, names, padding.typeId(), 0);
    TokenRun alone = run.part(0, run.size());
    return TokenRun.join(
        padding.direction() == Side.LEFT ? List.of(added, alone) : List.of(alone, added));
  }
}
