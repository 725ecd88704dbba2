package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An encoder, and what makes one vector for each text of its vectors for tokens: the modules of
 * sentence-transformers.
 */
final class SentenceModel {
  @SuppressWarnings("forja:StateOpen") // one of the encoders of this package
  final Encoder encoder;

  /** The layers after pooling. */
  final List<Linear> dense;

  @SuppressWarnings("forja:StateOpen") // functions without state
  final List<TensorFunction> activations;

  private final List<Pooling> poolings;
  private final boolean normalize;

  /**
   * Creates the model.
   *
   * @param poolings at least one; the vectors of several are joined
   * @param linears the layers after pooling
   * @param activations of these layers, one for each
   * @param normalize whether the result has length 1
   */
  public SentenceModel(
      Encoder encoder,
      List<Pooling> poolings,
      List<Linear> linears,
      List<TensorFunction> activations,
      boolean normalize) {
    this.encoder = encoder;
    this.poolings = List.copyOf(poolings);
    this.normalize = normalize;
    this.dense = List.copyOf(linears);
    this.activations = List.copyOf(activations);
  }

  /**
   * The vectors of n texts.
   *
   * @param mask true for tokens, false for padding; null if there is none
   * @param counted true for the tokens that pooling counts; null for those of the mask
   */
  @Forward(invoker = "SentenceEncoder")
  @Shape("n _")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types,
      @Nullable @Shape("n l") Tensor counted) {
    Tensor hidden = encoder.call(ids, mask, types);
    Tensor pooled = counted == null ? mask : counted;
    Tensor x =
        Tensor.cat(
            1,
            poolings.stream()
                .map(pooling -> pooling.of(hidden, pooling == Pooling.CLS ? mask : pooled))
                .toArray(Tensor[]::new));
    for (int i = 0; i < dense.size(); i++) {
      x = activations.get(i).call(dense.get(i).call(x));
    }
    return normalize ? x.div(x.norm(2, new int[] {-1}, true).clampMin(1e-12)) : x;
  }
}
