package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** MPNet with a linear layer, which scores each token. */
final class MPNetForTokenClassificationModel {
  final int labels;
  final MPNet mpnet;
  final Dropout dropout;
  final Linear classifier;

  public MPNetForTokenClassificationModel(ModelConfig config) {
    labels = Layers.labels(config);
    mpnet = MPNet.of(config);
    dropout = Layers.dropout(config, "hidden_dropout_prob", 0.1);
    classifier = Linear.of(config.size("hidden_size"), labels);
  }

  /** The scores of the labels, before softmax; see {@link Encoder#call}. */
  @Forward(invoker = "MPNetForTokenClassification", as = Encoder.class)
  @Shape("n l labels")
  Tensor forward(
      @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Nullable @Shape("n l") Tensor types) {
    return classifier.call(dropout.call(mpnet.call(ids, mask, types)));
  }
}
