package dev.forja.kernel;

import org.jspecify.annotations.Nullable;

/** Scaled dot-product attention that never stores the whole matrix of scores. */
public interface AttentionKernels {
  /**
   * {@code y = softmax(scale q k^T + mask) v} for each head, with the softmax over each row. The
   * output of a query whose mask is negative infinity everywhere is zero.
   *
   * @param mask added to the scores, [length, sources] for each head; null for no mask
   * @param y not a view of any of the inputs
   */
  void attend(Attention a, Heads q, Heads k, Heads v, @Nullable Heads mask, Heads y);
}
