package dev.forja.nn;

import dev.forja.spi.Puts;

/**
 * The options of {@link RNN}, {@link LSTM} and {@link GRU}, by PyTorch's names.
 *
 * @param numLayers how many layers stand on each other
 * @param bias whether there are biases
 * @param batchFirst whether sequences are [n, l, e] instead of [l, n, e]
 * @param dropout the probability with which an element between two layers is dropped in training
 * @param bidirectional whether a second run goes from the end to the start
 */
public record RecurrentOptions(
    int numLayers, boolean bias, boolean batchFirst, double dropout, boolean bidirectional) {
  /** Any options: what the layers do not accept, they refuse themselves. */
  @Puts({"numLayers = $0", "bias = $1", "batchFirst = $2", "dropout = $3", "bidirectional = $4"})
  public RecurrentOptions {}

  private static final RecurrentOptions DEFAULTS = new RecurrentOptions(1, true, false, 0, false);

  /** PyTorch's defaults: one layer, biases, the sequence first, one direction. */
  @Puts({"numLayers = 1", "bidirectional = false", "batchFirst = false"})
  public static RecurrentOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #numLayers}. */
  @Puts("numLayers = $0")
  public RecurrentOptions withNumLayers(int value) {
    return new RecurrentOptions(value, bias, batchFirst, dropout, bidirectional);
  }

  /** These options with another {@link #bias}. */
  @Puts("bias = $0")
  public RecurrentOptions withBias(boolean value) {
    return new RecurrentOptions(numLayers, value, batchFirst, dropout, bidirectional);
  }

  /** These options with another {@link #batchFirst}. */
  @Puts("batchFirst = $0")
  public RecurrentOptions withBatchFirst(boolean value) {
    return new RecurrentOptions(numLayers, bias, value, dropout, bidirectional);
  }

  /** These options with another {@link #dropout}. */
  @Puts("dropout = $0")
  public RecurrentOptions withDropout(double value) {
    return new RecurrentOptions(numLayers, bias, batchFirst, value, bidirectional);
  }

  /** These options with another {@link #bidirectional}. */
  @Puts("bidirectional = $0")
  public RecurrentOptions withBidirectional(boolean value) {
    return new RecurrentOptions(numLayers, bias, batchFirst, dropout, value);
  }
}
