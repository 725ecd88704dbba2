package dev.forja.models.encoder;

import dev.forja.Forward;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Activation;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;

/** What ModernBERT's classifiers have before their last layer. */
final class ModernBertHeadModel {
  final int hiddenSize;
  final Linear dense;
  final LayerNorm norm;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  ModernBertHeadModel(ModelConfig config) {
    ModernBertOptions options = ModernBertOptions.of(config);
    hiddenSize = options.width();
    dense = Linear.of(hiddenSize, hiddenSize, config.flag("classifier_bias", false));
    norm = options.norm();
    activation = Activation.of(config, "classifier_activation");
  }

  @Forward(invoker = "ModernBertHead")
  @Shape("... hiddenSize")
  Tensor forward(@Shape("... hiddenSize") Tensor x) {
    return norm.call(activation.apply(dense.call(x)));
  }
}
