package dev.forja.nn;

import dev.forja.tensor.Tensor;

/** A model that is made at its first call; its state is in maps that stand beside it. */
@FunctionalInterface
interface LazyModel {
  /**
   * The model for an input; the first one decides on its size.
   *
   * @param type the class of the model
   * @throws IllegalArgumentException if the input has another number of dimensions or of channels
   * @throws IllegalStateException if the layer would be made while ops are recorded
   */
  <M> M at(Tensor input, Class<M> type);
}
