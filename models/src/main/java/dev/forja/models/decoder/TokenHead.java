package dev.forja.models.decoder;

import dev.forja.nn.Embedding;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The end of every decoder: from vectors of tokens to the scores of those that may follow. */
final class TokenHead {
  private TokenHead() {}

  /**
   * The scores after the last tokens, [n, keep or l, vocabulary].
   *
   * @param x the vectors of all tokens, [n, l, width]
   * @param keep for how many of the last tokens; 0 for all
   * @param norm what comes before the scores
   * @param head what gives them; null if the table of the tokens does
   */
  static Tensor scores(
      Tensor x, int keep, TensorFunction norm, @Nullable Linear head, Embedding table) {
    Tensor last = keep == 0 ? x : x.narrow(1, x.size(1) - keep, keep);
    Tensor normed = norm.apply(last);
    return head == null
        ? normed.linear(Objects.requireNonNull(table.weight()), null)
        : head.call(normed);
  }
}
