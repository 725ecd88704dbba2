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

/** ModernBERT with a head that scores each token. */
final class ModernBertForTokenClassificationModel {
  final int labels;

  @Named("model")
  final ModernBert encoder;

  final ModernBertHead head;
  final Dropout drop;
  final Linear classifier;

  public ModernBertForTokenClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    encoder = ModernBert.of(config);
    head = ModernBertHead.of(config);
    drop = Layers.dropout(config, "classifier_dropout", 0);
    classifier = Linear.of(config.size("hidden_size", 768), labels);
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "ModernBertForTokenClassification", as = Encoder.class)
  @Shape("n l labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    return classifier.call(drop.call(head.call(encoder.call(ids, mask, types))));
  }
}
