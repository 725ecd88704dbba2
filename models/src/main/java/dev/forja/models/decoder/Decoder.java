package dev.forja.models.decoder;

import dev.forja.spi.InvokerBase;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A language model: for each token of a text, the scores of all tokens that may follow it. All
 * models of this package implement it. They are safe for use by many threads in evaluation mode, as
 * long as each thread has a cache of its own.
 *
 * <p>A text may be given at once, or in chunks of any length with one {@link KvCache}: each chunk
 * sees what was given before. Layers, and hooks on them, see the same values either way, up to the
 * order in which some products add; only rotary positions of the types {@code dynamic} and {@code
 * longrope} turn the keys of a text by its length so far. With the latter, a model of the type
 * {@code phi3} reads a text again, once, when it becomes longer than those of the first training.
 */
@FunctionalInterface
@InvokerBase("dev.forja.module.NeuralModule")
public interface Decoder {
  /**
   * Runs the model; returns scores before softmax, [n, l, vocabulary], or [n, keep, vocabulary].
   *
   * @param ids the tokens of n texts, or of their next chunks, int64 [n, l]
   * @param mask bool [n, l]: true for tokens, false for padding before the text; null if there is
   *     none. What stands in the rows of padding is undefined.
   * @param cache the keys and values of the tokens so far, to which those of these tokens are
   *     added; null for none. Gradients need none.
   * @param keep for how many of the last tokens scores are returned; 0 for all of them
   */
  Tensor call(Tensor ids, @Nullable Tensor mask, @Nullable KvCache cache, int keep);

  /** The scores for all tokens of whole texts without padding. */
  default Tensor call(Tensor ids) {
    return call(ids, null, null, 0);
  }
}
