package dev.forja.models.encoder;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Activation;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.LayerNorm;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;
import org.jspecify.annotations.Nullable;

/**
 * One layer of BERT, RoBERTa and ELECTRA: self-attention and a feed-forward network, each with a
 * residual connection and a layer norm.
 */
final class BertLayerModel {
  final int hiddenSize;
  final Attention attention;
  final Intermediate intermediate;
  final Output output;

  private final int heads;
  private final RelativeKeys positions;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  // The levels of the names in Hugging Face's checkpoints, such as attention.self.query.weight.
  record Attention(Projections self, Output output) {}

  record Projections(
      Linear query,
      Linear key,
      Linear value,
      @Named("distance_embedding") @Nullable Embedding distances,
      @Nullable Dropout dropout) {}

  record Intermediate(Linear dense) {}

  record Output(Linear dense, @Named("LayerNorm") LayerNorm norm, Dropout dropout) {}

  public BertLayerModel(ModelConfig config) {
    int width = config.size("hidden_size");
    int inner = config.size("intermediate_size");
    hiddenSize = width;
    heads = config.size("num_attention_heads");
    positions = RelativeKeys.of(config);
    activation = Activation.of(config, "hidden_act");
    attention =
        new Attention(
            new Projections(
                Linear.of(width, width),
                Linear.of(width, width),
                Linear.of(width, width),
                positions.distances(
                    config.size("max_position_embeddings", 512),
                    Layers.head(config, width, "num_attention_heads", heads)),
                Layers.scoreDropout(config, "attention_probs_dropout_prob", 0.1)),
            output(config, width));
    intermediate = new Intermediate(Linear.of(width, inner));
    output = output(config, inner);
  }

  private static Output output(ModelConfig config, int from) {
    int width = config.size("hidden_size");
    return new Output(
        Linear.of(from, width),
        Layers.norm(width, config.number("layer_norm_eps", 1e-12)),
        Layers.dropout(config, "hidden_dropout_prob", 0.1));
  }

  @Forward(invoker = "BertLayer")
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l hiddenSize") Tensor x,
      @Nullable @Shape("n 1 1 l") Tensor mask,
      CallContext context) {
    Projections self = attention.self();
    Tensor query = Heads.split(self.query().call(x), heads);
    Tensor key = Heads.split(self.key().call(x), heads);
    Tensor value = Heads.split(self.value().call(x), heads);
    Tensor seen =
        self.distances() == null
            ? mask
            : Heads.hidden(positions.bias(query, key, self.distances().weight()), mask);
    Tensor mixed = Heads.attend(query, key, value, seen, self.dropout(), context);
    Tensor middle = add(attention.output(), Heads.join(mixed), x);
    return add(output, activation.apply(intermediate.dense().call(middle)), middle);
  }

  private static Tensor add(Output output, Tensor inner, Tensor around) {
    return output.norm().call(output.dropout().call(output.dense().call(inner)).add(around));
  }
}
