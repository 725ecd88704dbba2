package dev.forja.models.decoder;

import dev.forja.array.DType;
import dev.forja.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all layers share in one call of a {@link Decoder}: which tokens the call has, and which keys
 * they see. For use by one thread, that of the call.
 */
public final class DecoderSpan {
  /** The number of tokens before those of this call. */
  final int past;

  /** The number of tokens of this call. */
  final int length;

  /** The places of the tokens in their texts, float32 [n or 1, l]; padding counts from 0 too. */
  final Tensor positions;

  final @Nullable KvCache cache;

  /** The tokens so far that are no padding, bool [n, past + length]; null if there is none. */
  private final @Nullable Tensor tokens;

  private final Map<Integer, Tensor> seen = new HashMap<>();

  private DecoderSpan(
      int past, int length, Tensor positions, @Nullable KvCache cache, @Nullable Tensor tokens) {
    this.past = past;
    this.length = length;
    this.positions = positions;
    this.cache = cache;
    this.tokens = tokens;
  }

  static DecoderSpan of(Tensor ids, @Nullable Tensor mask, @Nullable KvCache cache) {
    int length = ids.size(1);
    if (mask != null && !Arrays.equals(mask.shape(), ids.shape())) {
      throw new IllegalArgumentException(
          "the mask is %s, but the tokens are [%d, %d]: it has one value for each token"
              .formatted(Arrays.toString(mask.shape()), ids.size(0), length));
    }
    int past = cache == null ? 0 : cache.start(ids.size(0), length);
    Tensor before = cache == null ? null : cache.tokens();
    Tensor tokens = tokens(ids.size(0), length, past, mask, before);
    Tensor positions =
        tokens == null
            ? Tensor.arange((long) past, past + length, 1).to(DType.F32).unsqueeze(0)
            : tokens.to(DType.F32).cumsum(1).narrow(1, past, length).sub(1).clampMin(0);
    return new DecoderSpan(past, length, positions, cache, tokens);
  }

  /**
   * The tokens that are no padding, those before included; null if there is no padding.
   *
   * @param before those before; null if there is no padding among them
   */
  static @Nullable Tensor tokens(
      int n, int length, int past, @Nullable Tensor mask, @Nullable Tensor before) {
    if (past == 0 || (before == null && mask == null)) {
      return mask;
    }
    Tensor first = before == null ? Tensor.ones(n, past).gt(0) : before;
    return Tensor.cat(1, first, mask == null ? Tensor.ones(n, length).gt(0) : mask);
  }

  /** The first key that a layer needs, whose tokens see so many keys; 0 for all. */
  int first(int window) {
    return window == 0 ? 0 : Math.max(0, past - window + 1);
  }

  /** Whether the keys that are seen follow from the order alone. */
  boolean isPlain(int window) {
    return tokens == null && (window == 0 || past + length <= window);
  }

  /** How many tokens came before those of the call. */
  public int past() {
    return past;
  }

  /** How many tokens of each text the call has. */
  public int length() {
    return length;
  }

  /** Whether each query sees each key from {@link #first} on. */
  boolean seesAll(int window) {
    return tokens == null && length == 1;
  }

  /**
   * Which of the keys from {@link #first} on each query sees, bool [n or 1, 1, l, keys].
   *
   * @param window how many keys a token sees, itself included; 0 for all
   */
  Tensor seen(int window) {
    return seen.computeIfAbsent(window, this::mask);
  }

  private Tensor mask(int window) {
    int first = first(window);
    int end = past + length;
    Tensor queries = Tensor.arange((long) past, end, 1).unsqueeze(1);
    Tensor keys = Tensor.arange((long) first, end, 1).unsqueeze(0);
    Tensor visible = keys.le(queries);
    if (window > 0) {
      visible = visible.logicalAnd(keys.gt(queries.sub(window)));
    }
    Tensor all = visible.unsqueeze(0).unsqueeze(0);
    return tokens == null
        ? all
        : all.logicalAnd(tokens.narrow(1, first, end - first).unsqueeze(1).unsqueeze(1));
  }

  /** Tells the cache that all layers have added their keys and values. */
  void finish() {
    if (cache != null) {
      cache.finish(length, tokens);
    }
  }
}
