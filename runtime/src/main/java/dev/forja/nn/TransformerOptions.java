package dev.forja.nn;

import dev.forja.tensor.Options;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link TransformerEncoderLayer} and {@link TransformerDecoderLayer}, under
 * PyTorch's names. Immutable and therefore thread-safe.
 */
public final class TransformerOptions extends Options<TransformerOptions> {
  private static final TransformerOptions DEFAULTS = new TransformerOptions();

  private int dimFeedforward = 2048;
  private double dropout = 0.1;
  private TensorFunction activation = Tensor::relu;
  private double layerNormEps = 1e-5;
  private boolean batchFirst = false;
  private boolean normFirst = false;
  private boolean bias = true;

  private TransformerOptions() {}

  /**
   * PyTorch's defaults: feed-forward width 2048, dropout 0.1, ReLU, eps 1e-5, the sequence
   * dimension first, norms last, biases.
   */
  public static TransformerOptions defaults() {
    return DEFAULTS;
  }

  /** These options with another {@link #dimFeedforward}. */
  public TransformerOptions withDimFeedforward(int value) {
    return copyWith(o -> o.dimFeedforward = value);
  }

  /** These options with another {@link #dropout}. */
  public TransformerOptions withDropout(double value) {
    return copyWith(o -> o.dropout = value);
  }

  /** These options with another {@link #activation}. */
  public TransformerOptions withActivation(TensorFunction value) {
    return copyWith(o -> o.activation = value);
  }

  /** These options with another {@link #layerNormEps}. */
  public TransformerOptions withLayerNormEps(double value) {
    return copyWith(o -> o.layerNormEps = value);
  }

  /** These options with another {@link #batchFirst}. */
  public TransformerOptions withBatchFirst(boolean value) {
    return copyWith(o -> o.batchFirst = value);
  }

  /** These options with another {@link #normFirst}. */
  public TransformerOptions withNormFirst(boolean value) {
    return copyWith(o -> o.normFirst = value);
  }

  /** These options with another {@link #bias}. */
  public TransformerOptions withBias(boolean value) {
    return copyWith(o -> o.bias = value);
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

  /** The width between the two linear layers. */
  public int dimFeedforward() {
    return dimFeedforward;
  }

  /** The probability with which an element is dropped in training. */
  public double dropout() {
    return dropout;
  }

  /** The activation function between the two linear layers. */
  public TensorFunction activation() {
    return activation;
  }

  /** The eps of the norms. */
  public double layerNormEps() {
    return layerNormEps;
  }

  /** Whether sequences are [n, l, e] instead of [l, n, e]. */
  public boolean batchFirst() {
    return batchFirst;
  }

  /** Whether to normalise the input of each part instead of its output. */
  public boolean normFirst() {
    return normFirst;
  }

  /** Whether linear layers and norms have biases. */
  public boolean bias() {
    return bias;
  }

  @Override
  protected void list(BiConsumer<String, @Nullable Object> settings) {
    settings.accept("dimFeedforward", dimFeedforward);
    settings.accept("dropout", dropout);
    settings.accept("activation", activation);
    settings.accept("layerNormEps", layerNormEps);
    settings.accept("batchFirst", batchFirst);
    settings.accept("normFirst", normFirst);
    settings.accept("bias", bias);
  }
}
