package dev.forja.models.decoder;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.part.Layers;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;

/** Attention with one projection for queries, keys and values, as in Phi-3. */
final class JoinedAttentionModel {
  final int width;

  @Named("qkv_proj")
  final Linear projections;

  @Named("o_proj")
  final Linear out;

  final Attending attending;
  private final int heads;
  private final int groups;
  private final int head;

  JoinedAttentionModel(DecoderOptions options, int layer, int window) {
    width = options.width();
    heads = options.heads();
    groups = options.groups();
    head = options.head();
    projections = Linear.of(width, (heads + 2 * groups) * head, false);
    out = Linear.of(heads * head, width, false);
    attending =
        new Attending(
            layer,
            window,
            options.scale(),
            0,
            Layers.scoreDropout(options.config(), "attention_dropout", 0));
  }

  @Forward(invoker = "JoinedAttention", as = SelfAttention.class)
  @Shape("n l width")
  Tensor forward(
      @Shape("n l width") Tensor x, RotaryTurn turn, DecoderSpan span, CallContext context) {
    Tensor all = projections.call(x);
    Tensor query = Attending.split(all.narrow(2, 0, heads * head), heads);
    Tensor key = Attending.split(all.narrow(2, heads * head, groups * head), groups);
    Tensor value = Attending.split(all.narrow(2, (heads + groups) * head, groups * head), groups);
    Tensor mixed = attending.gather(turn.apply(query), turn.apply(key), value, span, context);
    return out.call(mixed);
  }
}
