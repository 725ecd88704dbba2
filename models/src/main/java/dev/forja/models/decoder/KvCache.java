package dev.forja.models.decoder;

import dev.forja.tensor.NoGrad;
import dev.forja.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of the tokens that a {@link Decoder} or an {@link EncoderDecoder} has had, so
 * that they need not be computed again. It takes the sizes of the first model that uses it, and
 * belongs to that model.
 *
 * <pre>{@code
 * KvCache cache = KvCache.ofCapacity(1024);
 * Tensor scores = decoder.call(prompt, null, cache, 1);
 * scores = decoder.call(next, null, cache, 1); // one token more
 * cache.rewind(cache.length() - 1); // as if it had not been given
 * }</pre>
 *
 * <p>Layers that see all tokens have room for the whole capacity from the start, or, without one,
 * double theirs when it is full. Layers with a sliding window hold at most twice the window, or the
 * window and the longest chunk. Within the room, nothing is allocated for a token but views. A
 * token takes {@code 8 * heads * width} bytes in each layer, where heads are those of keys: see
 * {@link #bytesPerToken}.
 *
 * <p>It holds no gradients: call the model within {@code NoGrad}. For use by one thread at a time.
 */
public final class KvCache {
  private static final int FIRST_ROOM = 64;

  private final int capacity;
  private final List<KvLayer> layers = new ArrayList<>();
  private int batch;
  private int length;
  private @Nullable Tensor tokens;
  private @Nullable KvSource source;
  private @Nullable KvTokens given;

  private KvCache(int capacity) {
    this.capacity = capacity;
  }

  /** A cache for as many tokens as memory holds. */
  public static KvCache growing() {
    return new KvCache(0);
  }

  /**
   * A cache with room for so many tokens, padding included.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public static KvCache ofCapacity(int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException(
          "KvCache: the capacity is %d, but must be at least 1".formatted(tokens));
    }
    return new KvCache(tokens);
  }

  /** The number of tokens of each text, padding included. */
  public int length() {
    return length;
  }

  /** The number of texts; 0 before the first call. */
  public int batch() {
    return batch;
  }

  /** The number of tokens that there is room for; 0 if it grows. */
  public int capacity() {
    return capacity;
  }

  /** The bytes that one more token of each text needs, in all layers that see all tokens. */
  public long bytesPerToken() {
    return layers.stream().filter(layer -> layer.window() == 0).mapToLong(KvLayer::step).sum();
  }

  /** The bytes of all arrays, the room for further tokens included. */
  public long bytes() {
    long read = source == null ? 0 : source.bytes();
    return read + layers.stream().mapToLong(KvLayer::bytes).sum();
  }

  /**
   * Forgets the last tokens, so that only the first ones are left; what an {@link EncoderDecoder}
   * has read stays.
   *
   * @throws IllegalArgumentException if there are fewer tokens, or if a layer with a sliding window
   *     has already dropped what it would need
   */
  public void rewind(int to) {
    if (to < 0 || to > length) {
      throw new IllegalArgumentException(
          "KvCache.rewind: %d is not between 0 and the %d tokens so far".formatted(to, length));
    }
    for (KvLayer layer : layers) {
      if (!layer.canRewind(to)) {
        throw new IllegalArgumentException(
            "KvCache.rewind: a layer with a window of %d tokens has dropped those before token %d"
                    .formatted(layer.window(), layer.from())
                + ": rewind less far, or keep a copy()");
      }
    }
    length = to;
    Tensor known = tokens;
    tokens = known == null || to == 0 ? null : known.narrow(1, 0, to);
  }

  /** A cache of its own with the same contents. */
  public KvCache copy() {
    return select(IntStream.range(0, batch).toArray());
  }

  /**
   * A cache with some of the texts, in this order: to go on with the best of several, or with
   * several that share a prefix, which was read once: {@code cache.select(0, 0, 0)}.
   *
   * @param texts their places, each at least 0 and below {@link #batch}; a place may repeat
   */
  public KvCache select(int... texts) {
    for (int text : texts) {
      if (text < 0 || text >= batch) {
        throw new IllegalArgumentException(
            "KvCache.select: there is no text %d among %d".formatted(text, batch));
      }
    }
    KvCache selected = new KvCache(capacity);
    selected.batch = layers.isEmpty() ? 0 : texts.length;
    selected.length = length;
    Tensor known = tokens;
    if (known != null) {
      selected.tokens = rows(known, Tensor.of(longs(texts), texts.length));
    }
    KvSource read = source;
    if (read != null) {
      Tensor places = Tensor.of(longs(texts), texts.length);
      selected.source = NoGrad.call(() -> read.select(places));
    }
    KvTokens ids = given;
    selected.given = ids == null ? null : ids.select(texts);
    layers.forEach(layer -> selected.layers.add(layer.select(texts)));
    return selected;
  }

  /** Some rows of a mask, outside of any Workspace. */
  static Tensor rows(Tensor mask, Tensor places) {
    Tensor rows = mask.indexSelect(0, places);
    return Tensor.of(rows.toBooleans(), rows.shape());
  }

  private static long[] longs(int[] values) {
    return IntStream.of(values).asLongStream().toArray();
  }

  /** Checks that so many tokens fit; returns how many came before. */
  int start(int texts, int more) {
    if (batch != 0 && batch != texts) {
      throw new IllegalArgumentException(
          "the cache has %d texts, but there are tokens of %d: use a cache for each batch"
              .formatted(batch, texts));
    }
    if (capacity != 0 && length + more > capacity) {
      throw new IllegalArgumentException(
          "the cache has room for %d tokens, and holds %d, so %d more do not fit"
              .formatted(capacity, length, more));
    }
    return length;
  }

  /** The tokens that are no padding, bool [n, length]; null if there is no padding. */
  @Nullable Tensor tokens() {
    return tokens;
  }

  /**
   * Adds the keys and values of one layer, [n, heads, l, width].
   *
   * @param window how many keys a token of the layer sees; 0 for all
   * @param first the first token whose keys are wanted
   * @return views of the keys and the values from the first token on
   */
  KvLayer.Views add(int layer, Tensor keys, Tensor values, int window, int first) {
    refuseGradients(keys, values);
    if (layer == layers.size()) {
      int room = capacity == 0 ? FIRST_ROOM : capacity;
      layers.add(KvLayer.of(keys, values, room, capacity != 0, window));
    }
    return layers.get(layer).add(keys, values, length, first);
  }

  static void refuseGradients(Tensor keys, Tensor values) {
    if (keys.requiresGrad() || values.requiresGrad()) {
      throw new IllegalStateException(
          "a cache holds no gradients: call the model within NoGrad, or without a cache");
    }
  }

  /** What an {@link EncoderDecoder} has read; null if nothing yet. */
  @Nullable KvSource source() {
    return source;
  }

  /** Keeps the tokens of a call, int64 [n, l], so that {@link #restart} can return them. */
  void remember(Tensor ids) {
    KvTokens known = given == null || length == 0 ? new KvTokens(ids.size(0)) : given;
    known.add(ids, length);
    given = known;
  }

  /**
   * Forgets all keys and values; returns the tokens so far, int64 [n, length], which are to be read
   * again.
   */
  Tensor restart() {
    KvTokens known = given;
    if (known == null) {
      throw new IllegalStateException("the cache has not been told to remember tokens");
    }
    Tensor ids = known.first(length);
    layers.clear();
    length = 0;
    tokens = null;
    return ids;
  }

  /** Makes room for what is being read. */
  void startSource(@Nullable Tensor mask) {
    source = new KvSource(mask == null ? null : Tensor.of(mask.toBooleans(), mask.shape()));
  }

  /** Counts the tokens that all layers have added. */
  void finish(int more, @Nullable Tensor known) {
    batch = layers.isEmpty() ? batch : layers.getFirst().texts();
    length += more;
    if (source != null) {
      source.finish();
    }
    // A copy, because the array may belong to a Workspace that ends before this cache.
    tokens = known == null ? null : Tensor.of(known.toBooleans(), batch, length);
  }

  @Override
  public String toString() {
    return "KvCache(%d texts, %d tokens, %d layers, %d bytes)"
        .formatted(batch, length, layers.size(), bytes());
  }
}
