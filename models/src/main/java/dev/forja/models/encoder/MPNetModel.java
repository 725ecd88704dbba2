package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.array.DType;
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
 * The encoder of MPNet: that of BERT without segments, with tokens counted as in RoBERTa, and with
 * one table of relative positions for all layers.
 *
 * <p>Source: K. Song et al., <a href="https://arxiv.org/abs/2004.09297">arXiv:2004.09297</a>.
 */
final class MPNetModel {
  private static final int PADDING = 1;

  /** Hugging Face's model always sorts distances into this many buckets, whatever its table has. */
  private static final int BUCKETS = 32;

  final int hiddenSize;
  final Embeddings embeddings;
  final Layered encoder;

  record Embeddings(
      @Named("word_embeddings") Embedding words,
      @Named("position_embeddings") Embedding positions,
      @Named("LayerNorm") LayerNorm norm,
      Dropout dropout) {}

  record Layered(
      @Named("layer") List<MPNetLayer> layers,
      @Named("relative_attention_bias") Embedding distances) {}

  public MPNetModel(ModelConfig config) {
    Family.check(config);
    hiddenSize = config.size("hidden_size");
    int buckets = config.size("relative_attention_num_buckets", BUCKETS);
    if (buckets < BUCKETS) {
      throw config.error(
          "relative_attention_num_buckets",
          "is %d, but distances have %d buckets".formatted(buckets, BUCKETS));
    }
    embeddings =
        new Embeddings(
            Layers.words(config.with("pad_token_id", PADDING), hiddenSize, PADDING),
            Embedding.of(config.size("max_position_embeddings", 512), hiddenSize),
            Layers.norm(hiddenSize, config.number("layer_norm_eps", 1e-12)),
            Layers.dropout(config, "hidden_dropout_prob", 0.1));
    encoder =
        new Layered(
            Stream.generate(() -> MPNetLayer.of(config))
                .limit(config.integer("num_hidden_layers", 12))
                .toList(),
            Embedding.of(buckets, config.size("num_attention_heads")));
  }

  /** The vectors of all tokens of n texts; see {@link Encoder#call}. */
  @Forward(invoker = "MPNet", as = Encoder.class)
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Layers.checkLength(ids, embeddings.positions().weight().size(0) - PADDING - 1);
    Tensor tokens = ids.ne(PADDING).to(DType.I64);
    Tensor places = tokens.cumsum(1).mul(tokens).add(PADDING);
    Tensor sum = embeddings.words().call(ids).add(embeddings.positions().call(places));
    Tensor x = embeddings.dropout().call(embeddings.norm().call(sum));
    Tensor seen = Heads.hidden(bias(ids.size(1)), Heads.keys(mask));
    for (MPNetLayer layer : encoder.layers()) {
      x = layer.call(x, seen);
    }
    return x;
  }

  /** What is added to the scores of all texts, [1, heads, l, l]. */
  private Tensor bias(int length) {
    long[] buckets = new long[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        buckets[query * length + key] = bucket(query - key);
      }
    }
    Tensor rows = encoder.distances().call(Tensor.of(buckets, length, length));
    return rows.permute(2, 0, 1).unsqueeze(0);
  }

  /**
   * The bucket of a distance: half of them are for keys after the query. In each half, the first
   * half is for exact distances, the rest for ranges whose limits grow as powers, up to 128 (C.
   * Raffel et al., <a href="https://arxiv.org/abs/1910.10683">arXiv:1910.10683</a>).
   */
  private static int bucket(int distance) {
    int half = BUCKETS / 2;
    int exact = half / 2;
    int offset = distance < 0 ? half : 0;
    int size = Math.abs(distance);
    if (size < exact) {
      return offset + size;
    }
    float share = (float) StrictMath.log((float) size / exact) / (float) StrictMath.log(16);
    return offset + Math.min(half - 1, exact + (int) (share * (half - exact)));
  }
}
