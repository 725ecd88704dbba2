package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** DistilBERT with a linear layer, which scores each token. */
final class DistilBertForTokenClassificationModel {
  final int labels;
  final DistilBert distilbert;
  final Dropout dropout;
  final Linear classifier;

  public DistilBertForTokenClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    distilbert = DistilBert.of(config);
    dropout = Layers.dropout(config, "dropout", 0.1);
    classifier = Linear.of(config.size("dim", 768), labels);
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "DistilBertForTokenClassification", as = Encoder.class)
  @Shape("n l labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    return classifier.call(dropout.call(distilbert.call(ids, mask, types)));
  }
}
