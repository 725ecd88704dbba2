package dev.forja.models.decoder;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.part.Layers;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Attention with a projection each for queries, keys and values, where several heads of queries may
 * share one of keys and values.
 */
final class SeparateAttentionModel {
  final int width;

  @Named("q_proj")
  final Linear queries;

  @Named("k_proj")
  final Linear keys;

  @Named("v_proj")
  final Linear values;

  @Named("o_proj")
  final Linear out;

  @Named("q_norm")
  final @Nullable DecoderNorm queryNorm;

  @Named("k_norm")
  final @Nullable DecoderNorm keyNorm;

  final Attending attending;
  private final int heads;
  private final int groups;
  private final boolean turned;

  SeparateAttentionModel(DecoderOptions options, int layer, int window) {
    DecoderKind kind = options.kind();
    boolean bias = kind.hasBias(options.config());
    width = options.width();
    heads = options.heads();
    groups = options.groups();
    turned = options.isTurned(layer);
    int head = options.head();
    queries = Linear.of(width, heads * head, bias);
    keys = Linear.of(width, groups * head, bias);
    values = Linear.of(width, groups * head, bias);
    out = Linear.of(heads * head, width, kind.hasOutBias(options.config()));
    queryNorm = kind.hasHeadNorms() ? options.norm(head) : null;
    keyNorm = kind.hasHeadNorms() ? options.norm(head) : null;
    attending =
        new Attending(
            layer,
            window,
            options.scale(),
            options.scoreCap(),
            Layers.scoreDropout(options.config(), "attention_dropout", 0));
  }

  @Forward(invoker = "SeparateAttention", as = SelfAttention.class)
  @Shape("n l width")
  Tensor forward(
      @Shape("n l width") Tensor x, RotaryTurn turn, DecoderSpan span, CallContext context) {
    Tensor query = Attending.split(queries.call(x), heads);
    Tensor key = Attending.split(keys.call(x), groups);
    Tensor value = Attending.split(values.call(x), groups);
    if (queryNorm != null && keyNorm != null) {
      query = queryNorm.call(query);
      key = keyNorm.call(key);
    }
    if (turned) {
      query = turn.apply(query);
      key = turn.apply(key);
    }
    return out.call(attending.gather(query, key, value, span, context));
  }
}
