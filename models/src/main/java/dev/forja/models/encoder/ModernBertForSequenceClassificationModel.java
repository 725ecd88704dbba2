package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ModernBERT with a head on the first token or on the mean, which scores texts or pairs of texts.
 */
final class ModernBertForSequenceClassificationModel {
  final int labels;

  @Named("model")
  final ModernBert encoder;

  final ModernBertHead head;
  final Dropout drop;
  final Linear classifier;

  private final boolean mean;

  public ModernBertForSequenceClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    encoder = ModernBert.of(config);
    head = ModernBertHead.of(config);
    drop = Layers.dropout(config, "classifier_dropout", 0);
    classifier = Linear.of(config.size("hidden_size", 768), labels);
    mean = config.choice("classifier_pooling", "cls", Map.of("cls", false, "mean", true));
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "ModernBertForSequenceClassification", as = Encoder.class)
  @Shape("n labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    Tensor hidden = encoder.call(ids, mask, types);
    Tensor text = mean ? Pooling.mean(hidden, mask) : hidden.select(1, 0);
    return classifier.call(drop.call(head.call(text)));
  }
}
