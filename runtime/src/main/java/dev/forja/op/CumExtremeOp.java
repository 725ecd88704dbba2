package dev.forja.op;

import dev.forja.array.Allocator;
import dev.forja.array.DType;
import dev.forja.array.NdArray;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The largest (or smallest) element so far along a dimension, and its index as int64: two outputs.
 * Among equal elements the last one so far is chosen; after a NaN all are NaN. The gradient goes to
 * that element. Equivalent to {@code torch.cummax}, {@code cummin}. Float32, or int64 without a
 * gradient.
 *
 * <p>Immutable.
 */
public record CumExtremeOp(boolean largest, int dim) implements Op {
  @Override
  public String name() {
    return largest ? "cummax" : "cummin";
  }

  @Override
  public TensorType[] shapes(TensorType... inputs) {
    Checks.arity(this, inputs, 1, 1);
    Checks.dtype(this, "the input", inputs[0], DType.F32, DType.I64);
    Checks.dim(this, dim, inputs[0]);
    return new TensorType[] {inputs[0], TensorType.owning(DType.I64, inputs[0].sizes())};
  }

  @Override
  public OpResult forward(NdArray[] inputs, Allocator allocator) {
    int at = Checks.dim(this, dim, TensorType.of(inputs[0]));
    NdArray x = LastDim.dense(inputs[0], at, allocator);
    NdArray values = allocator.empty(x.dtype(), x.shape());
    NdArray places = allocator.empty(DType.I64, x.shape());
    int columns = LastDim.columns(x);
    long[] out = places.storage().longs();
    for (int i = 0; i < x.count(); i++) {
      int column = i % columns;
      int best = column == 0 ? 0 : (int) out[places.offset() + i - 1];
      int row = x.offset() + i - column;
      if (column > 0 && takes(x, row + column, row + best)) {
        best = column;
      }
      out[places.offset() + i] = best;
      System.arraycopy(
          x.storage().array(), row + best, values.storage().array(), values.offset() + i, 1);
    }
    NdArray indices = LastDim.back(places, at);
    return OpResult.of(LastDim.back(values, at), indices).saving(indices);
  }

  private boolean takes(NdArray x, int next, int best) {
    if (x.dtype() == DType.I64) {
      long a = x.storage().longs()[next];
      long b = x.storage().longs()[best];
      return largest ? a >= b : a <= b;
    }
    float a = x.floats()[next];
    float b = x.floats()[best];
    return Float.isNaN(a) || (!Float.isNaN(b) && (largest ? a >= b : a <= b));
  }

  @Override
  public @Nullable NdArray[] backward(
      SavedForBackward saved,
      @Nullable NdArray[] gradOutputs,
      boolean[] needed,
      Allocator allocator) {
    int at = Checks.dim(this, dim, saved.input(0));
    NdArray dx = allocator.zeros(saved.sizes(0));
    GatherScatter.add(this, at, dx, saved.array(0), GradShapes.only(gradOutputs));
    return GradShapes.of(dx);
  }

  @Override
  public <V> List<@Nullable V> gradient(GradContext<V> context) {
    Steps<V> by = new Steps<>(context);
    V dy = context.gradOutput();
    V indices = context.output(1, 0);
    return Collections.singletonList(
        by.run(new ScatterAddOp(dim), List.of(by.filled(dy, 0), indices, dy)));
  }
}
