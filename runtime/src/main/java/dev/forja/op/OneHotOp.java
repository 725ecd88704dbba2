package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Arrays;

/**
 * One-hot encoding: int64 classes [..] become int64 vectors [.., classes] with a single one.
 * Without a gradient. Immutable.
 */
public record OneHotOp(int classes) implements Op {
  /** Checks the number of classes. */
  public OneHotOp {
    if (classes < 1) {
      throw new IllegalArgumentException("one_hot: " + classes + " classes, expected 1 or more");
    }
  }

  @Override
  public String name() {
    return "one_hot";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.I64);
    int[] shape = inputs[0].sizes();
    return TensorType.owning(DType.I64, UnsqueezeOp.insert(shape, shape.length, classes)).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return 0;
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] places = Indices.places(this, inputs[0], classes, allocator);
    int[] shape = inputs[0].shape();
    NdArray y = allocator.empty(DType.I64, UnsqueezeOp.insert(shape, shape.length, classes));
    long[] out = y.storage().longs();
    Arrays.fill(out, y.offset(), y.offset() + y.count(), 0);
    for (int i = 0; i < places.length; i++) {
      out[y.offset() + i * classes + places[i]] = 1;
    }
    return OpResult.of(y);
  }
}
