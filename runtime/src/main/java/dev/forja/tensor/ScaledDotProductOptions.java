package dev.forja.tensor;

import dev.forja.op.AttentionOp;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link Tensor#scaledDotProductAttention}, under PyTorch's names. Immutable and
 * therefore thread-safe.
 *
 * <p>There are two causal masks. They differ where there are fewer queries than keys:
 *
 * <ul>
 *   <li>{@link #withIsCausal}: aligned at the top left, as PyTorch's {@code is_causal}. Query i
 *       sees keys 0 to i: the queries belong to the first keys.
 *   <li>{@link #withCausalLowerRight}: aligned at the bottom right, as PyTorch's {@code
 *       causal_lower_right}. Of l queries and s keys, query i sees keys 0 to {@code s - l + i}: the
 *       queries belong to the last keys, as those of a chunk of a text whose earlier keys come from
 *       a cache. If there are more queries than keys, the first {@code l - s} see none and give
 *       zeros.
 * </ul>
 */
public final class ScaledDotProductOptions extends Options<ScaledDotProductOptions> {
  private static final ScaledDotProductOptions DEFAULTS = new ScaledDotProductOptions();

  private @Nullable Double scale = null;
  private boolean isCausal = false;
  private boolean causalLowerRight = false;
  private boolean enableGqa = false;

  private ScaledDotProductOptions() {}

  /** PyTorch's defaults: every query sees every key, and heads are not shared. */
  public static ScaledDotProductOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #scale}. */
  public ScaledDotProductOptions withScale(@Nullable Double value) {
    return copyWith(o -> o.scale = value);
  }

  /** These options with another {@link #isCausal}. */
  public ScaledDotProductOptions withIsCausal(boolean value) {
    return copyWith(o -> o.isCausal = value);
  }

  /** These options with another {@link #causalLowerRight}. */
  public ScaledDotProductOptions withCausalLowerRight(boolean value) {
    return copyWith(o -> o.causalLowerRight = value);
  }

  /** These options with another {@link #enableGqa}. */
  public ScaledDotProductOptions withEnableGqa(boolean value) {
    return copyWith(o -> o.enableGqa = value);
  }

  /** The factor of the scores; null for 1 / sqrt(the width of a head). */
  public @Nullable Double scale() {
    return scale;
  }

  /** Whether queries belong to the first keys and see no later ones. */
  public boolean isCausal() {
    return isCausal;
  }

  /** Whether queries belong to the last keys and see no later ones. */
  public boolean causalLowerRight() {
    return causalLowerRight;
  }

  /** Whether heads of keys and values may be fewer than those of queries, which share them. */
  public boolean enableGqa() {
    return enableGqa;
  }

  /** The op. */
  AttentionOp op() {
    if (isCausal && causalLowerRight) {
      throw new IllegalArgumentException(
          "scaled_dot_product_attention: both isCausal, which is aligned at the top left, and"
              + " causalLowerRight are given: give only one of them");
    }
    return new AttentionOp(scale, isCausal || causalLowerRight, causalLowerRight);
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("scale", scale);
    settings.accept("isCausal", isCausal);
    settings.accept("causalLowerRight", causalLowerRight);
    settings.accept("enableGqa", enableGqa);
  }
}
