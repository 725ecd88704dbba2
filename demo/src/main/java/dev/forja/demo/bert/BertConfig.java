package dev.forja.demo.bert;

import dev.forja.nn.LayerNorm;
import dev.forja.nn.LayerNormOptions;

/**
 * The sizes of a BERT, under the names of Hugging Face's {@code config.json}.
 *
 * @param vocabSize the number of different tokens
 * @param hiddenSize the width of the vector of each token
 * @param numHiddenLayers the number of layers
 * @param numAttentionHeads the number of attention heads, which share the width
 * @param intermediateSize the width inside the feed-forward part of a layer
 * @param maxPositionEmbeddings the maximum number of tokens of a text
 * @param typeVocabSize the number of kinds of segments
 * @param layerNormEps added to the variance in every norm
 * @param addPoolingLayer whether there is a pooler, which sentence models leave unused
 */
public record BertConfig(
    int vocabSize,
    int hiddenSize,
    int numHiddenLayers,
    int numAttentionHeads,
    int intermediateSize,
    int maxPositionEmbeddings,
    int typeVocabSize,
    double layerNormEps,
    boolean addPoolingLayer) {

  /** all-MiniLM-L6-v2: 22.6 million values, without a pooler. */
  public static BertConfig miniLm() {
    return new BertConfig(30_522, 384, 6, 12, 1_536, 512, 2, 1e-12, false);
  }

  /** These sizes, with a pooler or without. */
  public BertConfig withAddPoolingLayer(boolean value) {
    return new BertConfig(
        vocabSize,
        hiddenSize,
        numHiddenLayers,
        numAttentionHeads,
        intermediateSize,
        maxPositionEmbeddings,
        typeVocabSize,
        layerNormEps,
        value);
  }

  LayerNorm norm() {
    return LayerNorm.of(LayerNormOptions.defaults().withEps(layerNormEps), hiddenSize);
  }
}
