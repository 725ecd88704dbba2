package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** MPNet with two linear layers on the first token, which score texts or pairs of texts. */
final class MPNetForSequenceClassificationModel {
  final int labels;
  final MPNet mpnet;
  final ClassificationHead classifier;

  public MPNetForSequenceClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    mpnet = MPNet.of(config);
    classifier =
        ClassificationHead.of(config, labels, Layers.dropout(config, "hidden_dropout_prob", 0.1));
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "MPNetForSequenceClassification", as = Encoder.class)
  @Shape("n labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Tensor first = mpnet.call(ids, mask, types).select(1, 0);
    return classifier.scores(first, Tensor::tanh);
  }
}
