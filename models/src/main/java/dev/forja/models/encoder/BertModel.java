package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of BERT, under the names of Hugging Face's checkpoints.
 *
 * <p>Source: J. Devlin et al., <a href="https://arxiv.org/abs/1810.04805">arXiv:1810.04805</a>.
 */
final class BertModel {
  final int hiddenSize;
  final BertEmbeddings embeddings;
  final Layered encoder;
  final @Nullable Pooler pooler;

  /** The level {@code encoder.layer} of the state dict. */
  record Layered(@Named("layer") List<BertLayer> layers) {
    Layered(ModelConfig config) {
      this(
          Stream.generate(() -> BertLayer.of(config))
              .limit(config.integer("num_hidden_layers", 12))
              .toList());
    }

    Tensor run(Tensor x, @Nullable Tensor mask) {
      Tensor keys = Heads.keys(mask);
      Tensor y = x;
      for (BertLayer layer : layers) {
        y = layer.call(y, keys);
      }
      return y;
    }
  }

  /** The level {@code pooler} of the state dict. */
  record Pooler(Linear dense) {}

  /** An encoder without a pooler, as for embeddings and for classifiers of tokens. */
  public BertModel(ModelConfig config) {
    this(config, false);
  }

  /** An encoder with or without a pooler, which classifiers of texts begin with. */
  public BertModel(ModelConfig config, boolean addPoolingLayer) {
    Family.check(config);
    hiddenSize = config.size("hidden_size");
    embeddings = BertEmbeddings.of(config, hiddenSize, false);
    encoder = new Layered(config);
    pooler = addPoolingLayer ? new Pooler(Linear.of(hiddenSize, hiddenSize)) : null;
  }

  /** The vectors of all tokens of n texts; see {@link Encoder#call}. */
  @Forward(invoker = "Bert", as = Encoder.class)
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    return encoder.run(embeddings.call(ids, types), mask);
  }

  /** One vector for each text, computed from its first token, as BERT was trained on sentences. */
  @Forward(invoker = "Bert")
  @Shape("n hiddenSize")
  Tensor pool(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    if (pooler == null) {
      throw new IllegalStateException(
          "pool: this model has no pooler: make it by Bert.of(config, true)");
    }
    return pooler.dense().call(forward(ids, mask, types).select(1, 0)).tanh();
  }
}
