package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** RoBERTa or XLM-R with a linear layer, which scores each token. */
final class RobertaForTokenClassificationModel {
  final int labels;
  final Roberta roberta;
  final Dropout dropout;
  final Linear classifier;

  public RobertaForTokenClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    roberta = Roberta.of(config);
    dropout = Layers.classifierDropout(config);
    classifier = Linear.of(config.size("hidden_size"), labels);
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "RobertaForTokenClassification", as = Encoder.class)
  @Shape("n l labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    return classifier.call(dropout.call(roberta.call(ids, mask, types)));
  }
}
