package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Locale;

/**
 * Compares element by element, with broadcasting; the result is bool. Both inputs are float32, or
 * both int64. Without a gradient. Immutable.
 */
public record CompareOp(Comparison comparison) implements Op {
  @Override
  public String name() {
    return comparison.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "input 0", inputs[0], DType.F32, DType.I64);
    Checks.dtype(this, "input 1", inputs[1], inputs[0].dtype());
    int[] shape = Shapes.broadcast(name(), inputs[0].sizes(), inputs[1].sizes());
    return TensorType.owning(DType.BOOL, shape).alone();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int[] shape = Shapes.broadcast(name(), inputs[0].shape(), inputs[1].shape());
    NdArray y = allocator.empty(DType.BOOL, shape);
    NdArray a = inputs[0].expand(shape);
    NdArray b = inputs[1].expand(shape);
    if (a.dtype() == DType.F32) {
      floats(a, b, y);
    } else {
      longs(a, b, y);
    }
    return OpResult.of(y);
  }

  private void floats(NdArray a, NdArray b, NdArray y) {
    float[] left = a.storage().floats();
    float[] right = b.storage().floats();
    boolean[] out = y.storage().booleans();
    StridedIterator rows = StridedIterator.of(y, a, b);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            out[at[0] + i] =
                comparison.holds(left[at[1] + i * rows.step(1)], right[at[2] + i * rows.step(2)]);
          }
        });
  }

  private void longs(NdArray a, NdArray b, NdArray y) {
    long[] left = a.storage().longs();
    long[] right = b.storage().longs();
    boolean[] out = y.storage().booleans();
    StridedIterator rows = StridedIterator.of(y, a, b);
    rows.walk(
        at -> {
          for (int i = 0; i < rows.length(); i++) {
            out[at[0] + i] =
                comparison.holds(left[at[1] + i * rows.step(1)], right[at[2] + i * rows.step(2)]);
          }
        });
  }
}
