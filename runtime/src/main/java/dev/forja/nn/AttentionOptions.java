package dev.forja.nn;

import org.jspecify.annotations.Nullable;

/**
 * The options of {@link MultiheadAttention}, by PyTorch's names. Immutable.
 *
 * @param dropout the probability with which an attention weight is dropped in training
 * @param bias whether the projections have biases
 * @param addBiasKv whether one more key and value are learned, which every query sees
 * @param addZeroAttn whether there is one more key and value of zeros, which every query sees
 * @param kdim the width of keys; null for that of queries
 * @param vdim the width of values; null for that of queries
 * @param batchFirst whether sequences are [n, l, e] instead of [l, n, e]
 */
public record AttentionOptions(
    double dropout,
    boolean bias,
    boolean addBiasKv,
    boolean addZeroAttn,
    @Nullable Integer kdim,
    @Nullable Integer vdim,
    boolean batchFirst) {
  private static final AttentionOptions DEFAULTS =
      new AttentionOptions(0, true, false, false, null, null, false);

  /** PyTorch's defaults: no dropout, biases, one width, the sequence first. */
  public static AttentionOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #dropout}. */
  public AttentionOptions withDropout(double value) {
    return new AttentionOptions(value, bias, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** These options with another {@link #bias}. */
  public AttentionOptions withBias(boolean value) {
    return new AttentionOptions(dropout, value, addBiasKv, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** These options with another {@link #addBiasKv}. */
  public AttentionOptions withAddBiasKv(boolean value) {
    return new AttentionOptions(dropout, bias, value, addZeroAttn, kdim, vdim, batchFirst);
  }

  /** These options with another {@link #addZeroAttn}. */
  public AttentionOptions withAddZeroAttn(boolean value) {
    return new AttentionOptions(dropout, bias, addBiasKv, value, kdim, vdim, batchFirst);
  }

  /** These options with other widths of keys and values; null for that of queries. */
  public AttentionOptions withKeyAndValueWidths(@Nullable Integer key, @Nullable Integer value) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, key, value, batchFirst);
  }

  /** These options with another {@link #batchFirst}. */
  public AttentionOptions withBatchFirst(boolean value) {
    return new AttentionOptions(dropout, bias, addBiasKv, addZeroAttn, kdim, vdim, value);
  }
}
