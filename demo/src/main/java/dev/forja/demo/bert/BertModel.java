package dev.forja.demo.bert;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of BERT (J. Devlin et al., <a
 * href="https://arxiv.org/abs/1810.04805">arXiv:1810.04805</a>), under the names of Hugging Face's
 * checkpoints.
 */
final class BertModel {
  final int hiddenSize;
  final BertEmbeddings embeddings;
  final Encoder encoder;
  final @Nullable Pooler pooler;

  /** The level {@code encoder.layer} of the state dict. */
  record Encoder(@Named("layer") List<BertLayer> layers) {}

  /** The level {@code pooler} of the state dict. */
  record Pooler(Linear dense) {}

  public BertModel(BertConfig config) {
    hiddenSize = config.hiddenSize();
    embeddings = BertEmbeddings.of(config);
    encoder =
        new Encoder(
            Stream.generate(() -> BertLayer.of(config)).limit(config.numHiddenLayers()).toList());
    pooler = config.addPoolingLayer() ? new Pooler(Linear.of(hiddenSize, hiddenSize)) : null;
  }

  /**
   * The vectors of all tokens of n texts.
   *
   * @param mask true for tokens, false for padding; null if there is no padding
   */
  @Forward(invoker = "Bert")
  @Shape("n l hiddenSize")
  Tensor forward(@Shape("n l") Tensor ids, @Nullable @Shape("n l") Tensor mask) {
    Tensor x = embeddings.call(ids);
    Tensor seen = mask == null ? null : mask.reshape(ids.size(0), 1, 1, ids.size(1));
    for (BertLayer layer : encoder.layers()) {
      x = layer.call(x, seen);
    }
    return x;
  }

  /** One vector of length 1 for each text: the normalised mean of its token vectors. */
  @Forward(invoker = "Bert")
  @Shape("n hiddenSize")
  Tensor embed(@Shape("n l") Tensor ids, @Nullable @Shape("n l") Tensor mask) {
    Tensor hidden = forward(ids, mask);
    Tensor tokens = mask == null ? hidden : hidden.maskedFill(mask.logicalNot().unsqueeze(-1), 0);
    Tensor sum = tokens.sum(1);
    return sum.div(sum.norm(2, new int[] {-1}, true));
  }

  /**
   * One vector for each text, computed from its first token, as in BERT's training on sentences.
   */
  @Forward(invoker = "Bert")
  @Shape("n hiddenSize")
  Tensor pool(@Shape("n l") Tensor ids, @Nullable @Shape("n l") Tensor mask) {
    if (pooler == null) {
      throw new IllegalStateException("pool: this model has no pooler; its config leaves it out");
    }
    return pooler.dense().call(forward(ids, mask).select(1, 0)).tanh();
  }
}
