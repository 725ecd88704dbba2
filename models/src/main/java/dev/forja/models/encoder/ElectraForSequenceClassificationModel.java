package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** ELECTRA with two linear layers on the first token, which score texts or pairs of texts. */
final class ElectraForSequenceClassificationModel {
  final int labels;
  final Electra electra;
  final ClassificationHead classifier;

  public ElectraForSequenceClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    electra = Electra.of(config);
    classifier = ClassificationHead.of(config, labels, Layers.classifierDropout(config));
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "ElectraForSequenceClassification", as = Encoder.class)
  @Shape("n labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Tensor first = electra.call(ids, mask, types).select(1, 0);
    return classifier.scores(first, Tensor::gelu);
  }
}
