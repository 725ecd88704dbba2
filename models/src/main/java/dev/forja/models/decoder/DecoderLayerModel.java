package dev.forja.models.decoder;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.part.Layers;
import dev.forja.nn.Dropout;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One layer: attention and a gated feed-forward network, each with a norm before it, in Gemma 2 and
 * 3 with another one behind it, and with a residual connection.
 */
final class DecoderLayerModel {
  final int width;

  @Named("input_layernorm")
  final DecoderNorm inputNorm;

  @Named("self_attn")
  @SuppressWarnings("forja:StateOpen") // one of the two of this package
  final SelfAttention attention;

  /** Behind attention if there are norms behind the parts, and before the network if not. */
  @Named("post_attention_layernorm")
  final DecoderNorm middleNorm;

  @Named("pre_feedforward_layernorm")
  final @Nullable DecoderNorm networkNorm;

  final GatedNetwork mlp;

  @Named("post_feedforward_layernorm")
  final @Nullable DecoderNorm lastNorm;

  final @Nullable Dropout drop;

  DecoderLayerModel(DecoderOptions options, int layer, int window) {
    boolean behind = options.kind().hasNormsBehind();
    boolean joined = options.kind() == DecoderKind.PHI3;
    width = options.width();
    inputNorm = options.norm(width);
    attention =
        joined
            ? JoinedAttention.of(options, layer, window)
            : SeparateAttention.of(options, layer, window);
    middleNorm = options.norm(width);
    networkNorm = behind ? options.norm(width) : null;
    mlp = GatedNetwork.of(options);
    lastNorm = behind ? options.norm(width) : null;
    drop = joined ? Layers.scoreDropout(options.config(), "resid_pdrop", 0) : null;
  }

  @Forward(invoker = "DecoderLayer")
  @Shape("n l width")
  Tensor forward(
      @Shape("n l width") Tensor x, RotaryTurn turn, DecoderSpan span, CallContext context) {
    Tensor mixed = attention.call(inputNorm.call(x), turn, span);
    if (networkNorm != null && lastNorm != null) {
      Tensor middle = x.add(middleNorm.call(mixed));
      return middle.add(lastNorm.call(mlp.call(networkNorm.call(middle))));
    }
    Tensor middle = x.add(dropped(mixed));
    return middle.add(dropped(mlp.call(middleNorm.call(middle))));
  }

  private Tensor dropped(Tensor x) {
    return drop == null ? x : drop.call(x);
  }
}
