package dev.forja.models.encoder;

import dev.forja.spi.InvokerBase;
import dev.forja.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A model of token ids: an encoder, which gives a vector for each token, [n, l, width]; a
 * classifier of texts, which gives a score for each label, [n, labels]; or one of tokens, [n, l,
 * labels]. All models of this package implement it. They are safe for use by many threads in
 * evaluation mode.
 */
@FunctionalInterface
@InvokerBase("dev.forja.module.NeuralModule")
public interface Encoder {
  /**
   * Runs the model.
   *
   * @param ids the tokens of n texts, int64 [n, l]
   * @param mask bool [n, l]: true for tokens, false for padding, on either side; null if there is
   *     none
   * @param types the segment of each token, int64 [n, l]; null for the first one everywhere. Models
   *     without segments ignore it.
   */
  Tensor call(Tensor ids, @Nullable Tensor mask, @Nullable Tensor types);
}
