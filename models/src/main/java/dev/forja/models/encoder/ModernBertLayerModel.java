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
 * One layer of ModernBERT: self-attention and a gated feed-forward network, each after a norm and
 * with a residual connection.
 */
final class ModernBertLayerModel {
  final int hiddenSize;

  /** Null in the first layer, whose input was just normalised. */
  @Named("attn_norm")
  final @Nullable LayerNorm attentionNorm;

  @Named("attn")
  final Attention attention;

  @Named("mlp_norm")
  final LayerNorm mlpNorm;

  final Mlp mlp;

  private final int heads;

  @SuppressWarnings("forja:TensorNotState") // tables of cosines and sines
  private final Rotary rotary;

  private final boolean seesAll;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  record Attention(
      @Named("Wqkv") Linear projections, @Named("Wo") Linear out, @Nullable Dropout dropout) {}

  record Mlp(@Named("Wi") Linear in, @Named("Wo") Linear out, Dropout drop) {}

  ModernBertLayerModel(ModelConfig config, Rotary rotary, boolean seesAll, boolean first) {
    ModernBertOptions options = ModernBertOptions.of(config);
    int width = options.width();
    int inner = config.size("intermediate_size", 1152);
    boolean bias = config.flag("attention_bias", false);
    boolean mlpBias = config.flag("mlp_bias", false);
    this.rotary = rotary;
    this.seesAll = seesAll;
    hiddenSize = width;
    heads = options.heads();
    activation = Activation.of(config, "hidden_activation");
    attentionNorm = first ? null : options.norm();
    attention =
        new Attention(
            Linear.of(width, 3 * width, bias),
            Linear.of(width, width, bias),
            Layers.scoreDropout(config, "attention_dropout", 0));
    mlpNorm = options.norm();
    mlp =
        new Mlp(
            Linear.of(width, 2 * inner, mlpBias),
            Linear.of(inner, width, mlpBias),
            Layers.dropout(config, "mlp_dropout", 0));
  }

  /**
   * Runs the layer.
   *
   * @param keys the keys that are no padding; null for all
   * @param near those of them that local attention sees; null for all
   */
  @Forward(invoker = "ModernBertLayer")
  @Shape("n l hiddenSize")
  Tensor forward(
      @Shape("n l hiddenSize") Tensor x,
      @Nullable @Shape("n 1 1 l") Tensor keys,
      @Nullable @Shape("_ 1 _ l") Tensor near,
      CallContext context) {
    Tensor in = attentionNorm == null ? x : attentionNorm.call(x);
    Tensor all = attention.projections().call(in);
    Tensor query = rotary.turn(Heads.split(all.narrow(2, 0, hiddenSize), heads));
    Tensor key = rotary.turn(Heads.split(all.narrow(2, hiddenSize, hiddenSize), heads));
    Tensor value = Heads.split(all.narrow(2, 2 * hiddenSize, hiddenSize), heads);
    Tensor seen = seesAll ? keys : near;
    Dropout dropout = attention.dropout();
    Tensor mixed = Heads.join(Heads.attend(query, key, value, seen, dropout, context));
    Tensor out = attention.out().call(mixed);
    Tensor middle = x.add(dropout == null ? out : dropout.call(out));
    Tensor gated = mlp.in().call(mlpNorm.call(middle));
    int inner = gated.size(2) / 2;
    Tensor open = activation.apply(gated.narrow(2, 0, inner)).mul(gated.narrow(2, inner, inner));
    return middle.add(mlp.out().call(mlp.drop().call(open)));
  }
}
