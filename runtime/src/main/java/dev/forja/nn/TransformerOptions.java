package dev.forja.nn;

import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;

/**
 * The options of {@link TransformerEncoderLayer} and {@link TransformerDecoderLayer}, by PyTorch's
 * names. Immutable.
 *
 * @param dimFeedforward the width between the two linear layers
 * @param dropout the probability with which an element is dropped in training
 * @param activation what is between the two linear layers
 * @param layerNormEps the eps of the norms
 * @param batchFirst whether sequences are [n, l, e] instead of [l, n, e]
 * @param normFirst whether to normalise what goes into each part instead of what comes out
 * @param bias whether linear layers and norms have biases
 */
public record TransformerOptions(
    int dimFeedforward,
    double dropout,
    TensorFunction activation,
    double layerNormEps,
    boolean batchFirst,
    boolean normFirst,
    boolean bias) {
  private static final TransformerOptions DEFAULTS =
      new TransformerOptions(2048, 0.1, Tensor::relu, 1e-5, false, false, true);

  /** PyTorch's defaults: 2048, 0.1, ReLU, 1e-5, the sequence first, norms last, biases. */
  public static TransformerOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #dimFeedforward}. */
  public TransformerOptions withDimFeedforward(int value) {
    return new TransformerOptions(
        value, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** These options with another {@link #dropout}. */
  public TransformerOptions withDropout(double value) {
    return new TransformerOptions(
        dimFeedforward, value, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** These options with another {@link #activation}. */
  public TransformerOptions withActivation(TensorFunction value) {
    return new TransformerOptions(
        dimFeedforward, dropout, value, layerNormEps, batchFirst, normFirst, bias);
  }

  /** These options with another {@link #layerNormEps}. */
  public TransformerOptions withLayerNormEps(double value) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, value, batchFirst, normFirst, bias);
  }

  /** These options with another {@link #batchFirst}. */
  public TransformerOptions withBatchFirst(boolean value) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, value, normFirst, bias);
  }

  /** These options with another {@link #normFirst}. */
  public TransformerOptions withNormFirst(boolean value) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, value, bias);
  }

  /** These options with another {@link #bias}. */
  public TransformerOptions withBias(boolean value) {
    return new TransformerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, value);
  }

  AttentionOptions attention() {
    return AttentionOptions.defaults()
        .withDropout(dropout)
        .withBias(bias)
        .withBatchFirst(batchFirst);
  }

  LayerNorm norm(int width) {
    return LayerNorm.of(LayerNormOptions.defaults().withEps(layerNormEps).withBias(bias), width);
  }
}
