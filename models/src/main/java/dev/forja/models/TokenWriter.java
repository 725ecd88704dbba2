package dev.forja.models;

import dev.forja.array.NdArray;
import dev.forja.models.decoder.KvCache;
import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Philox;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.Workspace;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes tokens after those of some prompts, one for each of them at a time. */
final class TokenWriter {
  /** What a text that has ended gets. */
  static final int NONE = -1;

  private final NextScores scores;
  private final GenerateOptions options;
  private final GenerationRules rules;
  private final KvCache cache;
  private final int[][] history;
  private final Philox[] randoms;
  private final boolean[] ended;
  private final int left;
  private int written;
  private @Nullable Tensor mask;
  private Tensor next;

  /** The scores of one text, which the next one gets too. */
  private float @Nullable [] row;

  /**
   * Begins.
   *
   * @param begun at least one text, each with at least one token
   * @param rules what the files of the model say of its texts
   * @param most the largest number of tokens of a text, the prompt included
   */
  TokenWriter(NextScores.Begun begun, GenerateOptions options, GenerationRules rules, int most) {
    List<int[]> prompts = begun.texts();
    this.scores = begun.scores();
    this.options = options;
    this.rules = rules;
    int longest = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
    int more = Math.min(options.maxNewTokens(), most - longest);
    if (more < 1) {
      throw new IllegalArgumentException(
          "the prompt has %d tokens, and the model reads at most %d: shorten it"
              .formatted(longest, most));
    }
    this.left = more;
    this.cache = KvCache.ofCapacity(longest + more);
    int n = prompts.size();
    history = new int[n][];
    randoms = new Philox[n];
    ended = new boolean[n];
    long[] ids = new long[n * longest];
    boolean[] tokens = new boolean[n * longest];
    for (int i = 0; i < n; i++) {
      int[] prompt = prompts.get(i);
      int padding = longest - prompt.length;
      history[i] = Arrays.copyOf(prompt, prompt.length + more);
      randoms[i] = new Philox(options.seed());
      for (int j = 0; j < prompt.length; j++) {
        ids[i * longest + padding + j] = prompt[j];
        tokens[i * longest + padding + j] = true;
      }
    }
    next = Tensor.of(ids, n, longest);
    boolean padded = prompts.stream().anyMatch(prompt -> prompt.length < longest);
    mask = padded ? Tensor.of(tokens, n, longest) : null;
  }

  /** The next token of each text, {@link #NONE} where it has ended; null if all have. */
  int @Nullable [] write() {
    boolean all = true;
    for (boolean one : ended) {
      all &= one;
    }
    if (all || written == left) {
      return null;
    }
    int[] chosen = new int[history.length];
    NoGrad.run(
        () -> {
          try (Workspace _ = Workspace.open()) {
            choose(scores.after(next, mask, cache), chosen);
          }
        });
    long[] ids = new long[chosen.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Math.max(0, chosen[i]);
      ended[i] |= rules.ends().contains(chosen[i]);
    }
    written++;
    mask = null;
    next = Tensor.of(ids, ids.length, 1);
    return chosen;
  }

  /**
   * Chooses a token for each text that goes on, with one array for the scores of all of them, since
   * those of a large vocabulary would be most of what a token allocates.
   *
   * @param found [n, 1, vocabulary]
   */
  private void choose(Tensor found, int[] chosen) {
    int vocabulary = found.size(2);
    float[] scores = row == null ? new float[vocabulary] : row;
    row = scores;
    NdArray all = found.contiguous().array();
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = NONE;
      if (!ended[i]) {
        System.arraycopy(all.floats(), all.offset() + i * vocabulary, scores, 0, vocabulary);
        chosen[i] = choose(scores, i);
      }
    }
  }

  private int choose(float[] scores, int text) {
    int count = history[text].length - left + written;
    rules.apply(scores, history[text], count, count - written, left, options);
    int token;
    if (options.doSample()) {
      TokenScores.filter(scores, options);
      token = TokenScores.draw(scores, randoms[text]);
    } else {
      token = TokenScores.best(scores);
    }
    history[text][count] = token;
    return token;
  }

  /** Ends a text before its time. */
  void end(int text) {
    ended[text] = true;
  }
}
