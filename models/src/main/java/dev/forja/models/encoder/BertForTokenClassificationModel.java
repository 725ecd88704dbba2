package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** BERT with a linear layer, which scores each token. */
final class BertForTokenClassificationModel {
  final int labels;
  final Bert bert;
  final Dropout dropout;
  final Linear classifier;

  public BertForTokenClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    bert = Bert.of(config);
    dropout = Layers.classifierDropout(config);
    classifier = Linear.of(config.size("hidden_size"), labels);
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "BertForTokenClassification", as = Encoder.class)
  @Shape("n l labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    return classifier.call(dropout.call(bert.call(ids, mask, types)));
  }
}
