package dev.forja.kernel;

import org.jspecify.annotations.Nullable;

/** Attention of queries to sources, without a matrix of all scores. */
public interface AttentionKernels {
  /**
   * {@code y = softmax(scale q k^T + mask) v} for each head, the softmax by row. A query that sees
   * nothing, because the mask is negative infinity everywhere, gets zeros.
   *
   * @param mask what is added to the scores, [length, sources] for each head; null for nothing
   * @param y not a view of any of the inputs
   */
  void attend(Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y);
}
