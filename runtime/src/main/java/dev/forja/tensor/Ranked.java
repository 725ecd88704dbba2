package dev.forja.tensor;

import dev.forja.op.SortOp;

/**
 * Sorted elements along a dimension. Immutable.
 *
 * @param values the elements
 * @param indices their indices along the dimension, as int64
 */
public record Ranked(Tensor values, Tensor indices) {
  static Ranked of(Tensor tensor, SortOp op) {
    Tensor[] outputs = Tensor.applyAll(op, tensor);
    return new Ranked(outputs[0], outputs[1]);
  }
}
