package dev.forja.models.decoder;

import dev.forja.CallContext;
import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.nn.Dropout;
import dev.forja.nn.Embedding;
import dev.forja.nn.Linear;
import dev.forja.tensor.ScaledDotProductOptions;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Attention as in T5: scores are not scaled, and a table of distances is added to them, which only
 * the first layer has.
 */
final class T5AttentionModel {
  private static final ScaledDotProductOptions UNSCALED =
      ScaledDotProductOptions.defaults().withScale(1.0);

  final int width;

  @Named("q")
  final Linear queries;

  @Named("k")
  final Linear keys;

  @Named("v")
  final Linear values;

  @Named("o")
  final Linear out;

  @Named("relative_attention_bias")
  final @Nullable Embedding distances;

  final Dropout drop;
  private final int heads;
  private final T5Role role;
  private final int layer;

  T5AttentionModel(T5Options options, T5Role role, int layer) {
    this.role = role;
    this.layer = layer;
    width = options.width();
    heads = options.heads();
    int all = heads * options.head();
    queries = T5Options.linear(width, all, (double) width * options.head());
    keys = T5Options.linear(width, all, width);
    values = T5Options.linear(width, all, width);
    out = T5Options.linear(all, width, all);
    boolean first = layer == 0 && role != T5Role.BETWEEN;
    int buckets = options.distances(role == T5Role.READING).buckets();
    distances = first ? Embedding.of(buckets, heads) : null;
    drop = options.dropout();
  }

  /**
   * Runs it.
   *
   * @param source the vectors of the text that was read, for attention between the texts
   * @param seen what is added to the scores, or which keys are seen; broadcasts to [n, heads, l,
   *     keys]
   */
  @Forward(invoker = "T5Attention")
  @Shape("n l width")
  Tensor forward(
      @Shape("n l width") Tensor x,
      @Nullable @Shape("n _ width") Tensor source,
      @Nullable Tensor seen,
      @Nullable KvCache cache,
      CallContext context) {
    Tensor query = Attending.split(queries.call(x), heads);
    KvLayer.Views all =
        switch (role) {
          case READING -> views(x);
          case WRITING -> {
            KvLayer.Views own = views(x);
            yield cache == null ? own : cache.add(layer, own.keys(), own.values(), 0, 0);
          }
          case BETWEEN -> {
            KvSource known = cache == null ? null : cache.source();
            KvLayer.Views views = known == null ? null : known.views(layer);
            yield views == null ? between(source, known) : views;
          }
        };
    return out.call(Attending.join(gathered(query, all, seen, context)));
  }

  private KvLayer.Views views(Tensor from) {
    return new KvLayer.Views(
        Attending.split(keys.call(from), heads), Attending.split(values.call(from), heads));
  }

  private KvLayer.Views between(@Nullable Tensor source, @Nullable KvSource known) {
    if (source == null) {
      throw new IllegalStateException("there is no text that was read: give its tokens first");
    }
    KvLayer.Views views = views(source);
    if (known != null) {
      known.add(views);
    }
    return views;
  }

  private Tensor gathered(
      Tensor query, KvLayer.Views all, @Nullable Tensor seen, CallContext context) {
    if (!context.training()) {
      return query.scaledDotProductAttention(all.keys(), all.values(), seen, UNSCALED);
    }
    Tensor scores = query.matmul(all.keys().transpose(2, 3));
    if (seen != null) {
      scores =
          seen.dtype().isFloat()
              ? scores.add(seen)
              : scores.maskedFill(seen.logicalNot(), -Float.MAX_VALUE);
    }
    return drop.call(scores.softmax(-1)).matmul(all.values());
  }
}
