package dev.forja.models.encoder;

import dev.forja.Named;
import dev.forja.models.config.ModelConfig;
import dev.forja.nn.Dropout;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;

/** Two linear layers with dropout: the level {@code classifier} of several models. */
record ClassificationHead(Linear dense, @Named("out_proj") Linear out, Dropout dropout) {
  static ClassificationHead of(ModelConfig config, int labels, Dropout dropout) {
    int width = config.size("hidden_size");
    return new ClassificationHead(Linear.of(width, width), Linear.of(width, labels), dropout);
  }

  Tensor scores(Tensor text, TensorFunction activation) {
    Tensor inner = activation.call(dense.call(dropout.call(text)));
    return out.call(dropout.call(inner));
  }
}
