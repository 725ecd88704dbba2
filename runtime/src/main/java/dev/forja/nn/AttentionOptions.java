package dev.forja.nn;

import dev.forja.tensor.Options;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link MultiheadAttention}, under PyTorch's names. Immutable and therefore
 * thread-safe.
 */
public final class AttentionOptions extends Options<AttentionOptions> {
  private static final AttentionOptions DEFAULTS = new AttentionOptions();

  private double dropout = 0;
  private boolean bias = true;
  private boolean addBiasKv = false;
  private boolean addZeroAttn = false;
  private @Nullable Integer kdim = null;
  private @Nullable Integer vdim = null;
  private boolean batchFirst = false;

  private AttentionOptions() {}

  /** PyTorch's defaults: no dropout, biases, equal widths, the sequence dimension first. */
  public static AttentionOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #dropout}. */
  public AttentionOptions withDropout(double value) {
    return copyWith(o -> o.dropout = value);
  }

  /** These options with another {@link #bias}. */
  public AttentionOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
  }

  /** These options with another {@link #addBiasKv}. */
  public AttentionOptions withAddBiasKv(boolean value) {
    return copyWith(o -> o.addBiasKv = value);
  }

  /** These options with another {@link #addZeroAttn}. */
  public AttentionOptions withAddZeroAttn(boolean value) {
    return copyWith(o -> o.addZeroAttn = value);
  }

  /** These options with another {@link #kdim}. */
  public AttentionOptions withKdim(@Nullable Integer value) {
    return copyWith(o -> o.kdim = value);
  }

  /** These options with another {@link #vdim}. */
  public AttentionOptions withVdim(@Nullable Integer value) {
    return copyWith(o -> o.vdim = value);
  }

  /** These options with another {@link #batchFirst}. */
  public AttentionOptions withBatchFirst(boolean value) {
    return copyWith(o -> o.batchFirst = value);
  }

  /** The probability with which an attention weight is dropped in training. */
  public double dropout() {
    return dropout;
  }

  /** Whether the projections have biases. */
  public boolean bias() {
    return bias;
  }

  /** Whether there is an additional learned key and value, visible to every query. */
  public boolean addBiasKv() {
    return addBiasKv;
  }

  /** Whether there is an additional key and value of zeros, visible to every query. */
  public boolean addZeroAttn() {
    return addZeroAttn;
  }

  /** The width of keys; null for that of queries. */
  public @Nullable Integer kdim() {
    return kdim;
  }

  /** The width of values; null for that of queries. */
  public @Nullable Integer vdim() {
    return vdim;
  }

  /** Whether sequences are [n, l, e] instead of [l, n, e]. */
  public boolean batchFirst() {
    return batchFirst;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("dropout", dropout);
    settings.accept("bias", bias);
    settings.accept("addBiasKv", addBiasKv);
    settings.accept("addZeroAttn", addZeroAttn);
    settings.accept("kdim", kdim);
    settings.accept("vdim", vdim);
    settings.accept("batchFirst", batchFirst);
  }
}
