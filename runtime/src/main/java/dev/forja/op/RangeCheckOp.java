package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;

/**
 * The int64 input itself, once each of its values has been found to lie in a range. A graph that
 * runs again checks the values that it is then given. Without a gradient. Immutable.
 *
 * @param what what the values are, for the message: {@code LSTM: lengths}
 * @param least the smallest value that may stand there
 * @param most the largest
 */
public record RangeCheckOp(String what, long least, long most) implements Op {
  @Override
  public String name() {
    return "range_check";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.I64);
    return inputs[0].alone();
  }

  @Override
  public boolean isView() {
    return true;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray dense = inputs[0].contiguous(Allocator.HEAP);
    long[] values = dense.storage().longs();
    for (int i = dense.offset(); i < dense.offset() + dense.count(); i++) {
      if (values[i] < least || values[i] > most) {
        throw new IllegalArgumentException(
            "%s: one of them is %d: expected each from %d to %d"
                .formatted(what, values[i], least, most));
      }
    }
    return OpResult.of(inputs[0]);
  }
}
