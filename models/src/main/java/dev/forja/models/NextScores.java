package dev.forja.models;

import dev.forja.models.decoder.Decoder;
import dev.forja.models.decoder.EncoderDecoder;
import dev.forja.models.decoder.KvCache;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the scores of the tokens that may come next. */
interface NextScores {
  /**
   * The scores of what comes next, [n, 1, vocabulary].
   *
   * @param next the tokens that came last, or those that the texts begin with, int64 [n, l]
   * @param mask which of them are tokens; null for all
   * @param cache what came before
   */
  Tensor after(Tensor next, @Nullable Tensor mask, KvCache cache);

  /**
   * Texts that are about to be written.
   *
   * @param texts what they begin with
   */
  record Begun(List<int[]> texts, NextScores scores) {}

  /** Begins the texts that belong to prompts. */
  interface Model {
    Begun begin(List<int[]> prompts);
  }

  /** Texts that go on after their prompts. */
  static Model of(Decoder decoder) {
    return prompts -> new Begun(prompts, (next, mask, cache) -> decoder.call(next, mask, cache, 1));
  }

  /** Texts that answer prompts, and begin with a start token. */
  static Model of(EncoderDecoder model, int start) {
    return prompts -> {
      int n = prompts.size();
      int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
      long[] ids = new long[n * longest];
      boolean[] tokens = new boolean[n * longest];
      for (int i = 0; i < n; i++) {
        int[] prompt = prompts.get(i);
        for (int j = 0; j < prompt.length; j++) {
          ids[i * longest + j] = prompt[j];
          tokens[i * longest + j] = true;
        }
      }
      boolean padded = prompts.stream().anyMatch(prompt -> prompt.length < longest);
      Tensor source = Tensor.of(ids, n, longest);
      Tensor seen = padded ? Tensor.of(tokens, n, longest) : null;
      int[][] starts = new int[n][];
      Arrays.setAll(starts, _ -> new int[] {start});
      return new Begun(
          List.of(starts),
          (next, _, cache) -> {
            boolean first = cache.length() == 0;
            return model.call(first ? source : null, first ? seen : null, next, cache, 1);
          });
    };
  }
}
