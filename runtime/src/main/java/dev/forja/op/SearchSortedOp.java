package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import dev.forja.array.Shapes;
import java.util.Arrays;

/**
 * The places at which values would have to be inserted into sorted rows to keep them sorted, as
 * int64. The rows are a vector, or [.., n] with the leading sizes of the values. With {@code right}
 * the place behind equal elements, otherwise the one before them; a NaN belongs behind everything.
 * Both float32, or both int64. Without a gradient. Equivalent to {@code torch.searchsorted}.
 * Immutable.
 */
public record SearchSortedOp(boolean right) implements Op {
  @Override
  public String name() {
    return "searchsorted";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 2, 2);
    Checks.dtype(this, "the sorted rows", inputs[0], DType.F32, DType.I64);
    Checks.dtype(this, "the values", inputs[1], inputs[0].dtype());
    int[] rows = inputs[0].sizes();
    int[] values = inputs[1].sizes();
    boolean fits = rows.length == 1 || (rows.length > 0 && rows.length == values.length);
    for (int d = 0; fits && rows.length > 1 && d < rows.length - 1; d++) {
      fits = rows[d] == values[d];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "searchsorted: sorted %s, values %s: expected a vector, or equal leading sizes"
              .formatted(inputs[0].show(), inputs[1].show()));
    }
    return TensorType.owning(DType.I64, values).alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    int n = Math.max(1, inputs[0].size(-1));
    return (long) Math.ceil(outputs[0].count() * StrictMath.log(n + 1.0) / StrictMath.log(2));
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    NdArray sorted = inputs[0].contiguous(allocator);
    NdArray values = inputs[1].contiguous(allocator);
    NdArray y = allocator.empty(DType.I64, values.shape());
    int n = sorted.size(-1);
    int lead = Shapes.count(Arrays.copyOf(sorted.shape(), sorted.rank() - 1));
    int each = lead == 0 ? 0 : values.count() / lead;
    for (int i = 0; i < values.count(); i++) {
      int from = sorted.offset() + i / each * n;
      int low = 0;
      int high = n;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (isBefore(sorted, from + middle, values, values.offset() + i)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      y.storage().longs()[y.offset() + i] = low;
    }
    return OpResult.of(y);
  }

  private boolean isBefore(NdArray sorted, int i, NdArray values, int j) {
    if (sorted.dtype() == DType.I64) {
      long a = sorted.storage().longs()[i];
      long b = values.storage().longs()[j];
      return right ? a <= b : a < b;
    }
    float a = sorted.floats()[i];
    float b = values.floats()[j];
    return right ? !(a > b) : !(a >= b);
  }
}
