package dev.forja.models.decoder;

import dev.forja.spi.InvokerBase;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A model that reads one text and writes another one: for each token written so far, the scores of
 * all tokens that may follow it. {@link T5} is one. They are safe for use by many threads in
 * evaluation mode, as long as each thread has a cache of its own.
 *
 * <pre>{@code
 * KvCache cache = KvCache.growing();
 * Tensor scores = model.call(ids, null, first, cache, 1); // reads ids, and writes after first
 * scores = model.call(null, null, next, cache, 1); // the cache knows what was read
 * }</pre>
 *
 * <p>The text that is written may be given at once, or in chunks of any length with one {@link
 * KvCache}, which then also holds what the layers take from the text that was read. Layers, and
 * hooks on them, see the same values either way, up to the order in which some products add; those
 * that read run once.
 */
@FunctionalInterface
@InvokerBase("dev.forja.module.NeuralModule")
public interface EncoderDecoder {
  /**
   * Runs the model; returns scores before softmax, [n, m, vocabulary], or [n, keep, vocabulary].
   *
   * @param ids the tokens of the texts to read, int64 [n, l]; null to go on with those of the cache
   * @param mask bool [n, l]: true for tokens to read, false for padding on any side; null if there
   *     is none
   * @param targets the tokens of the texts to write, which begin with a start token, or of their
   *     next chunks, int64 [n, m]
   * @param cache the keys and values of the tokens so far, to which those of these tokens are
   *     added; null for none. Gradients need none.
   * @param keep for how many of the last tokens scores are returned; 0 for all of them
   */
  Tensor call(
      @Nullable Tensor ids,
      @Nullable Tensor mask,
      Tensor targets,
      @Nullable KvCache cache,
      int keep);

  /** The scores for all tokens of whole texts without padding. */
  default Tensor call(Tensor ids, Tensor targets) {
    return call(ids, null, targets, null, 0);
  }
}
