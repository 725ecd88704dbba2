package dev.forja.tensor;

import dev.forja.op.MaxMinOp;

/**
 * The largest or smallest elements along a dimension. Immutable.
 *
 * @param values the elements
 * @param indices their indices along the dimension, as int64
 */
public record ValuesAndIndices(Tensor values, Tensor indices) {
  static ValuesAndIndices of(Tensor tensor, MaxMinOp op) {
    Tensor[] outputs = Tensor.applyAll(op, tensor);
    return new ValuesAndIndices(outputs[0], outputs[1]);
  }
}
