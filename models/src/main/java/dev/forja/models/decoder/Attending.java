package dev.forja.models.decoder;

import dev.forja.CallContext;
import dev.forja.nn.Dropout;
import dev.forja.tensor.ScaledDotProductOptions;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Attention of the tokens of a call over all that they see.
 *
 * @param layer the place of the layer, for the cache
 * @param window how many tokens a token sees, itself included; 0 for all
 * @param scale the factor of the scores
 * @param cap the bound of the scores, which {@code cap * tanh(score / cap)} keeps; 0 for none
 * @param dropout that of the weights; null for none
 */
record Attending(int layer, int window, double scale, double cap, @Nullable Dropout dropout) {
  private static final ScaledDotProductOptions GROUPED =
      ScaledDotProductOptions.defaults().withEnableGqa(true);

  /** [n, l, heads * width] as [n, heads, l, width]. */
  static Tensor split(Tensor x, int heads) {
    int width = x.size(2) / heads;
    return x.size(1) == 1
        ? x.reshape(x.size(0), heads, 1, width)
        : x.reshape(x.size(0), x.size(1), heads, width).transpose(1, 2);
  }

  /** [n, heads, l, width] as [n, l, heads * width]. */
  static Tensor join(Tensor x) {
    Tensor rows = x.size(2) == 1 ? x : x.transpose(1, 2);
    return rows.reshape(x.size(0), x.size(2), x.size(1) * x.size(3));
  }

  /**
   * What each token gathers, [n, l, heads * width].
   *
   * @param query [n, heads, l, width]
   * @param key [n, groups, l, width], which the cache, if there is one, takes
   * @param value the same
   */
  Tensor gather(Tensor query, Tensor key, Tensor value, DecoderSpan span, CallContext context) {
    Tensor keys = key;
    Tensor values = value;
    KvCache cache = span.cache;
    if (cache != null) {
      KvLayer.Views all = cache.add(layer, key, value, window, span.first(window));
      keys = all.keys();
      values = all.values();
    }
    boolean apart = cap != 0 || (context.training() && dropout != null);
    if (apart) {
      return join(parts(query, keys, values, span));
    }
    if (span.seesAll(window)) {
      return ofOne(query, keys, values);
    }
    ScaledDotProductOptions options = GROUPED.withScale(scale);
    if (span.isPlain(window)) {
      options = options.withCausalLowerRight(true);
      return join(query.scaledDotProductAttention(keys, values, null, options));
    }
    return join(query.scaledDotProductAttention(keys, values, span.seen(window), options));
  }

  /** Of one token, which sees all keys: the heads of a group are the rows of one attention. */
  private Tensor ofOne(Tensor query, Tensor keys, Tensor values) {
    int n = query.size(0);
    int groups = keys.size(1);
    int heads = query.size(1);
    Tensor rows = query.reshape(n, groups, heads / groups, query.size(3));
    ScaledDotProductOptions options = ScaledDotProductOptions.defaults().withScale(scale);
    return rows.scaledDotProductAttention(keys, values, null, options)
        .reshape(n, 1, heads * values.size(3));
  }

  /** With the scores as a tensor, which bounds and dropout need. */
  private Tensor parts(Tensor query, Tensor keys, Tensor values, DecoderSpan span) {
    int share = query.size(1) / keys.size(1);
    Tensor grouped = query.unflatten(1, new int[] {keys.size(1), share});
    Tensor scores = grouped.matmul(keys.unsqueeze(2).transpose(-2, -1)).mul(scale);
    if (cap != 0) {
      scores = scores.div(cap).tanh().mul(cap);
    }
    // Not minus infinity, which would give NaN where padding sees nothing.
    scores = scores.maskedFill(span.seen(window).logicalNot().unsqueeze(1), -Float.MAX_VALUE);
    Tensor weights = scores.softmax(-1);
    Tensor kept = dropout == null ? weights : dropout.call(weights);
    return kept.matmul(values.unsqueeze(2)).flatten(1, 2);
  }
}
