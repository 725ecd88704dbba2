package dev.forja.models.decoder;

import dev.forja.Forward;
import dev.forja.Named;
import dev.forja.Shape;
import dev.forja.models.config.ModelConfig;
import dev.forja.nn.Embedding;
import dev.forja.nn.Linear;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * T5 and mT5, which read a text and write another one, under the names of Hugging Face's
 * checkpoints.
 *
 * <p>Sources: C. Raffel et al., <a href="https://arxiv.org/abs/1910.10683">arXiv:1910.10683</a>; N.
 * Shazeer, <a href="https://arxiv.org/abs/2002.05202">arXiv:2002.05202</a>, for the networks with
 * gates of T5 1.1; L. Xue et al., <a href="https://arxiv.org/abs/2010.11934">arXiv:2010.11934</a>.
 */
final class T5Model {
  final int vocabulary;
  final Embedding shared;
  final T5Encoder encoder;
  final T5Decoder decoder;

  /** The scores of tokens; null if the embedding gives them. */
  @Named("lm_head")
  final @Nullable Linear head;

  private final double scale;

  public T5Model(ModelConfig config) {
    T5Options options = T5Options.of(config);
    vocabulary = config.size("vocab_size", 32_128);
    shared = Embedding.of(vocabulary, options.width());
    encoder = T5Encoder.of(options);
    decoder = T5Decoder.of(options);
    head = options.isTied() ? null : T5Options.linear(options.width(), vocabulary, 1);
    scale = options.outputScale();
  }

  /** A mask of keys, [n, l], as one of scores, [n, 1, 1, l]. */
  static Tensor keys(Tensor mask) {
    return mask.unsqueeze(1).unsqueeze(1);
  }

  /** The scores of the next tokens; see {@link EncoderDecoder#call}. */
  @Forward(invoker = "T5", as = EncoderDecoder.class)
  @Shape("n _ vocabulary")
  Tensor forward(
      @Nullable @Shape("n l") Tensor ids,
      @Nullable @Shape("n l") Tensor mask,
      @Shape("n m") Tensor targets,
      @Nullable KvCache cache,
      int keep) {
    int length = targets.size(1);
    int past = cache == null ? 0 : cache.start(targets.size(0), length);
    KvSource known = cache == null ? null : cache.source();
    Tensor source = null;
    Tensor sourceMask = mask == null ? null : keys(mask);
    if (known == null || !known.isFinished()) {
      if (ids == null) {
        throw new IllegalArgumentException(
            "ids is null, and no cache holds a text that was read: give its tokens");
      }
      source = encoder.call(shared.call(ids), mask);
      if (cache != null) {
        cache.startSource(sourceMask);
      }
    } else if (ids != null) {
      throw new IllegalArgumentException(
          "the cache holds a text that was read already: give null for ids, or another cache");
    } else {
      sourceMask = known.mask();
    }
    Tensor x = decoder.call(shared.call(targets), source, sourceMask, cache, past);
    if (cache != null) {
      cache.finish(length, null);
    }
    float factor = (float) scale;
    return TokenHead.scores(x, keep, y -> factor == 1 ? y : y.mul(factor), head, shared);
  }
}
