package dev.forja.models.decoder;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.models.part.Activation;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.nn.LayerNorm;
import dev.forja.tensor.Tensor;
import dev.forja.tensor.TensorFunction;

/** One layer of GPT-2: attention and a feed-forward network, each with a norm before it. */
final class Gpt2LayerModel {
  final int width;

  @Named("ln_1")
  final LayerNorm attentionNorm;

  @Named("attn")
  final Attention attention;

  @Named("ln_2")
  final LayerNorm networkNorm;

  final Network mlp;
  final Dropout drop;
  final Attending attending;

  @SuppressWarnings("forja:StateOpen") // a function without state
  final TensorFunction activation;

  private final int heads;

  record Attention(
      @Named("c_attn") TransposedLinear projections, @Named("c_proj") TransposedLinear out) {}

  record Network(@Named("c_fc") TransposedLinear in, @Named("c_proj") TransposedLinear out) {}

  Gpt2LayerModel(ModelConfig config, int layer) {
    width = config.size("n_embd", 768);
    heads = config.size("n_head", 12);
    int head = Layers.head(config, width, "n_head", heads);
    int inner = config.size("n_inner", 4 * width);
    attentionNorm = Layers.norm(width, config.number("layer_norm_epsilon", 1e-5));
    attention =
        new Attention(TransposedLinear.of(width, 3 * width), TransposedLinear.of(width, width));
    networkNorm = Layers.norm(width, config.number("layer_norm_epsilon", 1e-5));
    mlp = new Network(TransposedLinear.of(width, inner), TransposedLinear.of(inner, width));
    drop = Layers.dropout(config, "resid_pdrop", 0.1);
    activation = Activation.of(config, "activation_function", "gelu_new");
    double scale = config.flag("scale_attn_weights", true) ? 1 / Math.sqrt(head) : 1;
    boolean byLayer = config.flag("scale_attn_by_inverse_layer_idx", false);
    attending =
        new Attending(
            layer,
            0,
            byLayer ? scale / (layer + 1) : scale,
            0,
            Layers.scoreDropout(config, "attn_pdrop", 0.1));
  }

  @Forward(invoker = "Gpt2Layer")
  @Shape("n l width")
  Tensor forward(@Shape("n l width") Tensor x, DecoderSpan span, CallContext context) {
    Tensor all = attention.projections().call(attentionNorm.call(x));
    Tensor mixed =
        attending.gather(
            Attending.split(all.narrow(2, 0, width), heads),
            Attending.split(all.narrow(2, width, width), heads),
            Attending.split(all.narrow(2, 2 * width, width), heads),
            span,
            context);
    Tensor middle = x.add(drop.call(attention.out().call(mixed)));
    Tensor inner = activation.apply(mlp.in().call(networkNorm.call(middle)));
    return middle.add(drop.call(mlp.out().call(inner)));
  }
}
