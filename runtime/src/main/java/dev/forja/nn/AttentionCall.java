package dev.forja.nn;

import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What one call of {@link MultiheadAttention} hides and gives, by PyTorch's names. Immutable.
 *
 * @param keyPaddingMask [n, s]: bool, true hides a key, or float32, which is added to its scores
 * @param attnMask [l, s] or [n * heads, l, s]: likewise, for each query
 * @param needWeights whether to give the weights too
 * @param averageAttnWeights whether to give their mean over the heads
 * @param isCausal whether each query sees only the keys up to its own place, unless {@code
 *     attnMask} says what it sees
 */
public record AttentionCall(
    @Nullable Tensor keyPaddingMask,
    @Nullable Tensor attnMask,
    boolean needWeights,
    boolean averageAttnWeights,
    boolean isCausal) {
  private static final AttentionCall DEFAULTS = new AttentionCall(null, null, true, true, false);

  /** What hides these, and gives no weights. */
  static AttentionCall hiding(@Nullable Tensor keys, @Nullable Tensor pairs) {
    return new AttentionCall(keys, pairs, false, true, false);
  }

  /** PyTorch's defaults: nothing hidden, the mean of the weights. */
  public static AttentionCall defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #keyPaddingMask}. */
  public AttentionCall withKeyPaddingMask(@Nullable Tensor value) {
    return new AttentionCall(value, attnMask, needWeights, averageAttnWeights, isCausal);
  }

  /** These options with another {@link #attnMask}. */
  public AttentionCall withAttnMask(@Nullable Tensor value) {
    return new AttentionCall(keyPaddingMask, value, needWeights, averageAttnWeights, isCausal);
  }

  /** These options with another {@link #needWeights}. */
  public AttentionCall withNeedWeights(boolean value) {
    return new AttentionCall(keyPaddingMask, attnMask, value, averageAttnWeights, isCausal);
  }

  /** These options with another {@link #averageAttnWeights}. */
  public AttentionCall withAverageAttnWeights(boolean value) {
    return new AttentionCall(keyPaddingMask, attnMask, needWeights, value, isCausal);
  }

  /** These options with another {@link #isCausal}. */
  public AttentionCall withIsCausal(boolean value) {
    return new AttentionCall(keyPaddingMask, attnMask, needWeights, averageAttnWeights, value);
  }
}
