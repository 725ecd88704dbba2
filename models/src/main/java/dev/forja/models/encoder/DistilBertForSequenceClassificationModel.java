package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** DistilBERT with two linear layers on the first token, which score texts or pairs of texts. */
final class DistilBertForSequenceClassificationModel {
  final int labels;
  final DistilBert distilbert;

  @Named("pre_classifier")
  final Linear inner;

  final Linear classifier;
  final Dropout dropout;

  public DistilBertForSequenceClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    int dim = config.size("dim", 768);
    distilbert = DistilBert.of(config);
    inner = Linear.of(dim, dim);
    classifier = Linear.of(dim, labels);
    dropout = Layers.dropout(config, "seq_classif_dropout", 0.2);
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "DistilBertForSequenceClassification", as = Encoder.class)
  @Shape("n labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Tensor first = distilbert.call(ids, mask, types).select(1, 0);
    return classifier.call(dropout.call(inner.call(first).relu()));
  }
}
