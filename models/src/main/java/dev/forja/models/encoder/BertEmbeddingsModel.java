package dev.forja.models.encoder;

import dev.forja.Buffer;
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
import org.jspecify.annotations.Nullable;

/** The sum of the token, position and segment embeddings, followed by a layer norm. */
final class BertEmbeddingsModel {
  final int width;

  @Buffer(persistent = false)
  final Tensor positionIds;

  @Named("word_embeddings")
  final Embedding words;

  @Named("position_embeddings")
  final Embedding positions;

  @Named("token_type_embeddings")
  final Embedding segments;

  @Named("LayerNorm")
  final LayerNorm norm;

  final Dropout dropout;

  private final boolean absolute;
  private final boolean afterPadding;
  private final int padding;

  /**
   * Creates the tables.
   *
   * @param width the length of an embedding
   * @param afterPadding whether tokens are counted from the id of padding on, without padding, as
   *     in RoBERTa; otherwise all places are counted from 0 on
   */
  public BertEmbeddingsModel(ModelConfig config, int width, boolean afterPadding) {
    this.width = width;
    this.afterPadding = afterPadding;
    this.padding = config.integer("pad_token_id", afterPadding ? 1 : 0);
    this.absolute = RelativeKeys.of(config) == RelativeKeys.ABSOLUTE;
    int most = config.size("max_position_embeddings", 512);
    this.positionIds = Tensor.arange(most).unsqueeze(0);
    this.words = Layers.words(config, width, padding);
    this.positions = Embedding.of(most, width);
    this.segments = Embedding.of(config.size("type_vocab_size", 2), width);
    this.norm = Layers.norm(width, config.number("layer_norm_eps", 1e-12));
    this.dropout = Layers.dropout(config, "hidden_dropout_prob", 0.1);
  }

  @Forward(invoker = "BertEmbeddings")
  @Shape("n l width")
  Tensor forward(@Shape("n l") Tensor ids, @Nullable @Shape("n l") Tensor types) {
    Layers.checkLength(ids, positionIds.size(1) - (afterPadding ? padding + 1 : 0));
    Tensor kinds = types == null ? segments.weight().narrow(0, 0, 1) : segments.call(types);
    Tensor sum = words.call(ids).add(kinds);
    Tensor placed = absolute ? sum.add(positions.call(places(ids))) : sum;
    return dropout.call(norm.call(placed));
  }

  private Tensor places(Tensor ids) {
    if (!afterPadding) {
      return positionIds.narrow(1, 0, ids.size(1));
    }
    Tensor tokens = ids.ne(padding).to(DType.I64);
    return tokens.cumsum(1).mul(tokens).add(padding);
  }
}
