package dev.forja.models.decoder;

import dev.forja.spi.InvokerBase;
import dev.forja.tensor.Tensor;

/** The attention of one layer. */
@FunctionalInterface
@InvokerBase("dev.forja.module.NeuralModule")
interface SelfAttention {
  /**
   * Runs it.
   *
   * @param x [n, l, width]
   * @param turn what turns queries and keys
   */
  Tensor call(Tensor x, RotaryTurn turn, DecoderSpan span);
}
