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
 * One layer of DistilBERT: self-attention and a feed-forward network, each with a residual
 * connection and a layer norm.
 */
final class DistilBertLayerModel {
  final int dim;
  final Attention attention;

  @Named("sa_layer_norm")
  final LayerNorm attentionNorm;

  final FeedForward ffn;

  @Named("output_layer_norm")
  final LayerNorm outputNorm;

  private final int heads;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  record Attention(
      @Named("q_lin") Linear query,
      @Named("k_lin") Linear key,
      @Named("v_lin") Linear value,
      @Named("out_lin") Linear out,
      @Nullable Dropout dropout) {}

  record FeedForward(Linear lin1, Linear lin2, Dropout dropout) {}

  public DistilBertLayerModel(ModelConfig config) {
    dim = config.size("dim", 768);
    int inner = config.size("hidden_dim", 3072);
    heads = config.size("n_heads", 12);
    Layers.head(config, dim, "n_heads", heads);
    activation = Activation.of(config, "activation");
    attention =
        new Attention(
            Linear.of(dim, dim),
            Linear.of(dim, dim),
            Linear.of(dim, dim),
            Linear.of(dim, dim),
            Layers.scoreDropout(config, "attention_dropout", 0.1));
    attentionNorm = Layers.norm(dim, DistilBertModel.EPS);
    ffn =
        new FeedForward(
            Linear.of(dim, inner), Linear.of(inner, dim), Layers.dropout(config, "dropout", 0.1));
    outputNorm = Layers.norm(dim, DistilBertModel.EPS);
  }

  @Forward(invoker = "DistilBertLayer")
  @Shape("n l dim")
  Tensor forward(
      @Shape("n l dim") Tensor x, @Nullable @Shape("n 1 1 l") Tensor mask, CallContext context) {
    Tensor query = Heads.split(attention.query().call(x), heads);
    Tensor key = Heads.split(attention.key().call(x), heads);
    Tensor value = Heads.split(attention.value().call(x), heads);
    Tensor mixed = Heads.attend(query, key, value, mask, attention.dropout(), context);
    Tensor middle = attentionNorm.call(attention.out().call(Heads.join(mixed)).add(x));
    Tensor inner = activation.apply(ffn.lin1().call(middle));
    return outputNorm.call(ffn.dropout().call(ffn.lin2().call(inner)).add(middle));
  }
}
