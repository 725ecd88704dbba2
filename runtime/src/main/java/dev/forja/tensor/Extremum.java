package dev.forja.tensor;

import dev.forja.op.ExtremumOp;

/**
 * The largest or smallest elements along a dimension.
 *
 * @param values the elements
 * @param indices their places along the dimension, as int64
 */
public record Extremum(Tensor values, Tensor indices) {
  static Extremum of(Tensor tensor, ExtremumOp op) {
    Tensor[] outputs = Tensor.applyAll(op, tensor);
    return new Extremum(outputs[0], outputs[1]);
  }
}
