package dev.forja.demo.bert;

import dev.forja.Buffer;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.tensor.Tensor;

/** The sum of the token, position and segment embeddings, followed by a layer norm. */
final class BertEmbeddingsModel {
  final int hiddenSize;

  @Named("position_ids")
  @Buffer
  final Tensor positionIds;

  @Named("word_embeddings")
  final Embedding words;

  @Named("position_embeddings")
  final Embedding positions;

  @Named("token_type_embeddings")
  final Embedding segments;

  @Named("LayerNorm")
  final LayerNorm norm;

  public BertEmbeddingsModel(BertConfig config) {
    hiddenSize = config.hiddenSize();
    positionIds = Tensor.arange(config.maxPositionEmbeddings()).unsqueeze(0);
    words = Embedding.of(config.vocabSize(), hiddenSize, 0);
    positions = Embedding.of(config.maxPositionEmbeddings(), hiddenSize);
    segments = Embedding.of(config.typeVocabSize(), hiddenSize);
    norm = config.norm();
  }

  @Forward(invoker = "BertEmbeddings")
  @Shape("n l hiddenSize")
  Tensor forward(@Shape("n l") Tensor ids) {
    Tensor places = positions.call(positionIds.narrow(1, 0, ids.size(1)));
    Tensor firstSegment = segments.weight().narrow(0, 0, 1);
    return norm.call(words.call(ids).add(firstSegment).add(places));
  }
}
