package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The encoder of DistilBERT: that of BERT, without segments and under other names.
 *
 * <p>Source: V. Sanh et al., <a href="https://arxiv.org/abs/1910.01108">arXiv:1910.01108</a>.
 */
final class DistilBertModel {
  static final double EPS = 1e-12;

  final int dim;
  final Embeddings embeddings;
  final Transformer transformer;

  record Embeddings(
      @Named("word_embeddings") Embedding words,
      @Named("position_embeddings") Embedding positions,
      @Named("LayerNorm") LayerNorm norm,
      Dropout dropout) {}

  record Transformer(@Named("layer") List<DistilBertLayer> layers) {}

  public DistilBertModel(ModelConfig config) {
    Family.check(config);
    dim = config.size("dim", 768);
    embeddings =
        new Embeddings(
            Layers.words(config, dim, 0),
            Embedding.of(config.size("max_position_embeddings", 512), dim),
            Layers.norm(dim, EPS),
            Layers.dropout(config, "dropout", 0.1));
    transformer =
        new Transformer(
            Stream.generate(() -> DistilBertLayer.of(config))
                .limit(config.integer("n_layers", 6))
                .toList());
  }

  /** The vectors of all tokens of n texts; see {@link Encoder#call}. */
  @Forward(invoker = "DistilBert", as = Encoder.class)
  @Shape("n l dim")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Tensor places = embeddings.positions().weight();
    Layers.checkLength(ids, places.size(0));
    Tensor sum = embeddings.words().call(ids).add(places.narrow(0, 0, ids.size(1)));
    Tensor x = embeddings.dropout().call(embeddings.norm().call(sum));
    Tensor keys = Heads.keys(mask);
    for (DistilBertLayer layer : transformer.layers()) {
      x = layer.call(x, keys);
    }
    return x;
  }
}
