package dev.forja.demo.bert;

import dev.forja.nn.LayerNorm;
import dev.forja.nn.LayerNormOptions;

/**
 * The sizes of a BERT, under the names of Hugging Face's {@code config.json}.
 *
 * @param vocabSize how many different tokens there are
 * @param hiddenSize the width of the vector of each token
 * @param numHiddenLayers how many layers follow each other
 * @param numAttentionHeads how many heads attend side by side; they share the width
 * @param intermediateSize the width inside the feed-forward part of a layer
 * @param maxPositionEmbeddings how many tokens a text may have at most
 * @param typeVocabSize how many kinds of segments a text may have
 * @param layerNormEps what is added to the variance in every norm
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
