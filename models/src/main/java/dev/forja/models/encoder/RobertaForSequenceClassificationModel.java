package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * RoBERTa or XLM-R with two linear layers on the first token, which score texts or pairs of texts.
 */
final class RobertaForSequenceClassificationModel {
  final int labels;
  final Roberta roberta;
  final ClassificationHead classifier;

  public RobertaForSequenceClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    roberta = Roberta.of(config);
    classifier = ClassificationHead.of(config, labels, Layers.classifierDropout(config));
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "RobertaForSequenceClassification", as = Encoder.class)
  @Shape("n labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Tensor first = roberta.call(ids, mask, types).select(1, 0);
    return classifier.scores(first, Tensor::tanh);
  }
}
