package dev.forja.models.encoder;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Activation;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import org.jspecify.annotations.Nullable;

/**
 * One layer of MPNet: self-attention and a feed-forward network, each with a residual connection
 * and a layer norm.
 */
final class MPNetLayerModel {
  final int hiddenSize;
  final Attention attention;
  final Intermediate intermediate;
  final Output output;

  private final int heads;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  record Attention(@Named("attn") Projections self, @Named("LayerNorm") LayerNorm norm) {}

  record Projections(
      @Named("q") Linear query,
      @Named("k") Linear key,
      @Named("v") Linear value,
      @Named("o") Linear out,
      @Nullable Dropout dropout) {}

  record Intermediate(Linear dense) {}

  record Output(Linear dense, @Named("LayerNorm") LayerNorm norm, Dropout dropout) {}

  public MPNetLayerModel(ModelConfig config) {
    int width = config.size("hidden_size");
    int inner = config.size("intermediate_size");
    double eps = config.number("layer_norm_eps", 1e-12);
    hiddenSize = width;
    heads = config.size("num_attention_heads");
    Layers.head(config, width, "num_attention_heads", heads);
    activation = Activation.of(config, "hidden_act");
    attention =
        new Attention(
            new Projections(
                Linear.of(width, width),
                Linear.of(width, width),
                Linear.of(width, width),
                Linear.of(width, width),
                Layers.scoreDropout(config, "attention_probs_dropout_prob", 0.1)),
            Layers.norm(width, eps));
    intermediate = new Intermediate(Linear.of(width, inner));
    output =
        new Output(
            Linear.of(inner, width),
            Layers.norm(width, eps),
            Layers.dropout(config, "hidden_dropout_prob", 0.1));
  }

  /**
   * Runs the layer.
   *
   * @param bias what is added to the scores, [1 or n, heads, l, l]
   */
  @Forward(invoker = "MPNetLayer")
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l hiddenSize") Tensor x, @Shape("_ _ l l") Tensor bias, CallContext context) {
    Projections self = attention.self();
    Tensor query = Heads.split(self.query().call(x), heads);
    Tensor key = Heads.split(self.key().call(x), heads);
    Tensor value = Heads.split(self.value().call(x), heads);
    Tensor mixed = Heads.join(Heads.attend(query, key, value, bias, self.dropout(), context));
    Tensor seen = output.dropout().call(self.out().call(mixed));
    Tensor middle = attention.norm().call(seen.add(x));
    Tensor inner = output.dense().call(activation.apply(intermediate.dense().call(middle)));
    return output.norm().call(output.dropout().call(inner).add(middle));
  }
}
