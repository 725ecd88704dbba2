package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import org.jspecify.annotations.Nullable;

/**
 * The cumulative sums along a dimension: {@code y[i] = x[0] + .. + x[i]}. Float32, or int64 without
 * a gradient. Equivalent to {@code torch.cumsum}. Immutable.
 */
public record CumsumOp(int dim) implements Multilinear {
  @Override
  public String name() {
    return "cumsum";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    Checks.dim(this, dim, inputs[0]);
    return inputs[0].alone();
  }

  @Override
  public long flops(TensorType[] inputs, TensorType[] outputs) {
    return inputs[0].count();
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray x = LastDim.dense(inputs[0], at, allocator);
    NdArray y = allocator.empty(x.dtype(), x.shape());
    if (x.dtype() == DType.I64) {
      addUp(x.storage().longs(), x.offset(), y.storage().longs(), y.offset(), y);
    } else {
      addUp(x, y, false);
    }
    return OpResult.of(LastDim.back(y, at));
  }

  private static void addUp(long[] x, int xo, long[] y, int yo, NdArray shape) {
    int columns = LastDim.columns(shape);
    for (int i = 0; i < shape.count(); i++) {
      y[yo + i] = x[xo + i] + (i % columns == 0 ? 0 : y[yo + i - 1]);
    }
  }

  /** Computes cumulative sums in double, from the first place on, or backwards from the last. */
  private static void addUp(NdArray x, NdArray y, boolean backwards) {
    int columns = LastDim.columns(x);
    int step = backwards ? -1 : 1;
    for (int r = 0; r < LastDim.rows(x); r++) {
      int at = r * columns + (backwards ? columns - 1 : 0);
      double sum = 0;
      for (int c = 0; c < columns; c++, at += step) {
        sum += x.floats()[x.offset() + at];
        y.floats()[y.offset() + at] = (float) sum;
      }
    }
  }

  /** An element contributes to its own sum and to all later ones. */
  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray dy = LastDim.dense(GradShapes.only(gradOutputs), at, allocator);
    NdArray dx = allocator.floats(dy.shape());
    addUp(dy, dx, true);
    return GradShapes.of(LastDim.back(dx, at));
  }
}
