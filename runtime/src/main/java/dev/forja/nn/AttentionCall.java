package dev.forja.nn;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of one call of {@link MultiheadAttention}, under PyTorch's names. Immutable and
 * therefore thread-safe.
 */
public final class AttentionCall extends Options<AttentionCall> {
  private static final AttentionCall DEFAULTS = new AttentionCall();

  private boolean needWeights = true;
  private boolean averageAttnWeights = true;
  private boolean isCausal = false;

  private AttentionCall() {}

  /** PyTorch's defaults: the mean of the weights is returned, and every query sees every key. */
  public static AttentionCall defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #needWeights}. */
  public AttentionCall withNeedWeights(boolean value) {
    return copyWith(o -> o.needWeights = value);
  }

  /** These options with another {@link #averageAttnWeights}. */
  public AttentionCall withAverageAttnWeights(boolean value) {
    return copyWith(o -> o.averageAttnWeights = value);
  }

  /** These options with another {@link #isCausal}. */
  public AttentionCall withIsCausal(boolean value) {
    return copyWith(o -> o.isCausal = value);
  }

  /** Whether the call also returns the attention weights. It is faster without them. */
  public boolean needWeights() {
    return needWeights;
  }

  /** Whether the returned weights are averaged over the heads. */
  public boolean averageAttnWeights() {
    return averageAttnWeights;
  }

  /**
   * Whether each query sees only the keys up to its own position. It has no effect if the call has
   * an {@code attnMask}.
   */
  public boolean isCausal() {
    return isCausal;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("needWeights", needWeights);
    settings.accept("averageAttnWeights", averageAttnWeights);
    settings.accept("isCausal", isCausal);
  }
}
