package dev.forja.nn;

import org.jspecify.annotations.Nullable;

/**
 * The options of {@link MultiheadAttention}, by PyTorch's names.
 *
 * @param dropout the probability with which an attention weight is dropped in training
 * @param bias whether the projections have biases
 * @param kdim the width of keys; null for that of queries
 * @param vdim the width of values; null for that of queries
 * @param batchFirst whether sequences are [n, l, e] instead of [l, n, e]
 */
public record AttentionOptions(
    double dropout,
    boolean bias,
    @Nullable Integer kdim,
    @Nullable Integer vdim,
    boolean batchFirst) {
  private static final AttentionOptions DEFAULTS = new AttentionOptions(0, true, null, null, false);

  /** PyTorch's defaults: no dropout, biases, one width, the sequence first. */
  public static AttentionOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #dropout}. */
  public AttentionOptions withDropout(double value) {
    return new AttentionOptions(value, bias, kdim, vdim, batchFirst);
  }

  /** These options with another {@link #bias}. */
  public AttentionOptions withBias(boolean value) {
    return new AttentionOptions(dropout, value, kdim, vdim, batchFirst);
  }

  /** These options with other widths of keys and values; null for that of queries. */
  public AttentionOptions withKeyAndValueWidths(@Nullable Integer key, @Nullable Integer value) {
    return new AttentionOptions(dropout, bias, key, value, batchFirst);
  }

  /** These options with another {@link #batchFirst}. */
  public AttentionOptions withBatchFirst(boolean value) {
    return new AttentionOptions(dropout, bias, kdim, vdim, value);
  }
}
